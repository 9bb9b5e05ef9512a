package io.jubernetes.apiserver.nodeproxy;

import io.jubernetes.apimachinery.api.QueryParameters;
import java.util.LinkedHashMap;
import java.util.Map;

/** The parameters of exec and attach: the API's names and the node agent's are not the same. */
final class CommandQuery {

    private static final Map<String, String> STREAMS = new LinkedHashMap<>();

    static {
        STREAMS.put("stdin", "input");
        STREAMS.put("stdout", "output");
        STREAMS.put("stderr", "error");
        STREAMS.put("tty", "tty");
    }

    private CommandQuery() {}

    static QueryParameters translate(QueryParameters api) {
        QueryParameters agent = QueryParameters.EMPTY;
        for (Map.Entry<String, String> stream : STREAMS.entrySet()) {
            if (isTrue(api, stream.getKey())) {
                agent = agent.and(stream.getValue(), "1");
            }
        }
        for (String word : api.all("command")) {
            agent = agent.and("command", word);
        }
        return agent;
    }

    static boolean isTrue(QueryParameters query, String name) {
        String value = query.first(name);
        return value != null && !value.equals("false") && !value.equals("0");
    }
}
