package io.jubernetes.apiserver.nodeproxy;

import io.jubernetes.apimachinery.api.QueryParameters;
import io.jubernetes.apimachinery.error.ApiException;
import io.jubernetes.apimachinery.error.StatusCause;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of logs, checked before a node is asked. */
final class LogQuery {

    private static final List<String> FLAGS = List.of("follow", "previous", "timestamps");
    private static final List<String> NUMBERS = List.of("tailLines", "limitBytes", "sinceSeconds");

    private LogQuery() {}

    static QueryParameters translate(QueryParameters api) {
        List<StatusCause> problems = new ArrayList<>();
        QueryParameters agent = QueryParameters.EMPTY;
        for (String flag : FLAGS) {
            if (CommandQuery.isTrue(api, flag)) {
                agent = agent.and(flag, "true");
            }
        }
        for (String name : NUMBERS) {
            String value = api.first(name);
            if (value != null) {
                check(name, value, problems);
                agent = agent.and(name, value);
            }
        }
        agent = copy(api, copy(api, agent, "sinceTime"), "stream");
        if (api.first("sinceSeconds") != null && api.first("sinceTime") != null) {
            problems.add(new StatusCause(
                    "FieldValueForbidden",
                    "Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified",
                    "sinceSeconds"));
        }
        if (!problems.isEmpty()) {
            throw ApiException.invalid("", "PodLogOptions", "", problems);
        }
        return agent;
    }

    private static QueryParameters copy(QueryParameters from, QueryParameters to, String name) {
        String value = from.first(name);
        return value == null ? to : to.and(name, value);
    }

    private static void check(String name, String value, List<StatusCause> problems) {
        Long number = number(value);
        long least = name.equals("tailLines") ? 0 : 1;
        if (number == null) {
            throw ApiException.badRequest("unable to decode parameter " + name + ": \"" + value + "\" is not a number");
        }
        if (number < least) {
            String why = least == 0 ? "must be greater than or equal to 0" : "must be greater than 0";
            problems.add(new StatusCause("FieldValueInvalid", "Invalid value: " + value + ": " + why, name));
        }
    }

    private static @Nullable Long number(String value) {
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
