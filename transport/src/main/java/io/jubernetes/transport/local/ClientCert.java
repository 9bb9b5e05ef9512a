package io.jubernetes.transport.local;

/**
 * The header field with which a client says, where there is no TLS to say it, which certificate it has (as in RFC 9440). It
 * proves nothing and need not: the socket knows whose process the client is. It prevents mistakes: a client that means another
 * cluster or another user, but found a socket at the path it was told, is not taken for one that means this.
 */
public final class ClientCert {

    public static final String FIELD = "client-cert";

    private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
    private static final String END = "-----END CERTIFICATE-----";

    private ClientCert() {}

    /** The field's value for the first certificate of a PEM text; empty when there is none. */
    public static String of(String pem) {
        int begin = pem.indexOf(BEGIN);
        int end = pem.indexOf(END);
        if (begin < 0 || end < begin) {
            return "";
        }
        StringBuilder value = new StringBuilder(":");
        for (int i = begin + BEGIN.length(); i < end; i++) {
            if (!Character.isWhitespace(pem.charAt(i))) {
                value.append(pem.charAt(i));
            }
        }
        return value.append(':').toString();
    }
}
