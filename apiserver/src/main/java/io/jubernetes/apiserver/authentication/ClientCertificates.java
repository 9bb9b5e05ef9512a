package io.jubernetes.apiserver.authentication;

import io.jubernetes.apimachinery.api.ApiRequest;
import io.jubernetes.apimachinery.api.Caller;
import io.jubernetes.apimachinery.api.UserInfo;
import io.jubernetes.apiserver.surface.Authenticator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javax.naming.InvalidNameException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Client certificates, which the transport has verified: the common name is the user, organizations are the groups. */
public final class ClientCertificates implements Authenticator {

    /** A connection shows the same certificate with every request, and names in certificates take long to read. */
    private final Map<X509Certificate, Optional<UserInfo>> known = Collections.synchronizedMap(new WeakHashMap<>());
    /** By which an audit can tell which of a user's credentials it was. */
    private static final String ID = "authentication.kubernetes.io/credential-id";

    @Override
    public Optional<UserInfo> authenticate(ApiRequest request) {
        return request.caller() instanceof Caller.Remote remote
                        && !remote.certificates().isEmpty()
                ? known.computeIfAbsent(remote.certificates().getFirst(), ClientCertificates::user)
                : Optional.empty();
    }

    private static Optional<UserInfo> user(X509Certificate certificate) {
        try {
            LdapName subject =
                    new LdapName(certificate.getSubjectX500Principal().getName());
            List<String> names = values(subject, "CN");
            return names.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new UserInfo(
                            names.getFirst(), "", values(subject, "O"), Map.of(ID, List.of(id(certificate)))));
        } catch (InvalidNameException | CertificateEncodingException e) {
            return Optional.empty();
        }
    }

    private static String id(X509Certificate certificate) throws CertificateEncodingException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return "X509SHA256=" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Names are kept in reverse by the JDK; groups come in the certificate's order. */
    private static List<String> values(LdapName subject, String type) {
        List<String> values = new ArrayList<>();
        for (Rdn rdn : subject.getRdns()) {
            Attribute attribute = rdn.toAttributes().get(type);
            for (int i = 0; attribute != null && i < attribute.size(); i++) {
                values.add(text(value(attribute, i)));
            }
        }
        return values;
    }

    private static Object value(Attribute attribute, int index) {
        try {
            return attribute.get(index);
        } catch (NamingException e) {
            throw new IllegalStateException("an attribute in memory cannot be read", e);
        }
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value.toString();
    }
}
