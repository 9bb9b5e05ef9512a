package io.jubernetes.apiserver.cel.device;

import io.jubernetes.apiserver.cel.value.MapValue;
import io.jubernetes.apiserver.cel.value.PlainMap;
import java.util.Map;
import java.util.TreeMap;

/** Names with values, by their domain. A domain that has none is empty, so that expressions may ask whether it has a name. */
final class DomainMap implements MapValue {

    private final Map<String, PlainMap> domains = new TreeMap<>();

    /** @param name with a domain or without; then the driver is the domain */
    void put(String driver, String name, Object value) {
        int slash = name.indexOf('/');
        String domain = slash < 0 ? driver : name.substring(0, slash);
        domains.computeIfAbsent(domain, _ -> new PlainMap()).put(name.substring(slash + 1), value);
    }

    @Override
    public int size() {
        return domains.size();
    }

    @Override
    public Object find(Object key) {
        PlainMap found = key instanceof String domain ? domains.get(domain) : null;
        return found == null ? new PlainMap() : found;
    }

    @Override
    public Iterable<Object> keys() {
        return domains.keySet().stream().map(key -> (Object) key).toList();
    }
}
