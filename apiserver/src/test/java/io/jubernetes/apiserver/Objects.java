package io.jubernetes.apiserver;

/** Valid objects to begin with. */
public final class Objects {

    private Objects() {}

    public static String pod(String name) {
        return """
                {"metadata":{"name":"%s","labels":{"app":"web"}},
                 "spec":{"containers":[{"name":"c","image":"registry/web:1"}]}}""".formatted(name);
    }

    public static String deployment(String name) {
        return """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"%s"},
                 "spec":{"selector":{"matchLabels":{"app":"web"}},
                  "template":{"metadata":{"labels":{"app":"web"}},
                   "spec":{"containers":[{"name":"c","image":"registry/web:1"}]}}}}""".formatted(name);
    }

    public static String configMap(String name, String value) {
        return "{\"metadata\":{\"name\":\"" + name + "\"},\"data\":{\"k\":\"" + value + "\"}}";
    }
}
