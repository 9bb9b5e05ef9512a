package io.jubernetes.transport.pki;

import io.jubernetes.apimachinery.environment.Environment;
import io.jubernetes.transport.pki.CertificateRequest.Usage;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Builds certificates with Bouncy Castle; loaded only when one is built. */
final class CertificateBuilding {

    /** Certificates are valid a little before they were made: clocks of other machines may be behind. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final int SERIAL_BYTES = 16;

    private final Environment environment;

    CertificateBuilding(Environment environment) {
        this.environment = environment;
    }

    X509Certificate selfSigned(String commonName, KeyPair pair, Duration validity) {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
        X509v3CertificateBuilder builder = builder(name, name, pair.getPublic(), validity);
        extend(builder, Extension.basicConstraints, true, new BasicConstraints(true));
        extend(
                builder,
                Extension.keyUsage,
                true,
                new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign));
        extend(
                builder,
                Extension.subjectKeyIdentifier,
                false,
                identifiers().createSubjectKeyIdentifier(pair.getPublic()));
        return sign(builder, pair.getPrivate());
    }

    X509Certificate issue(CertificateRequest request, PublicKey subject, X509Certificate issuer, PrivateKey issuerKey) {
        X500Name issuerName =
                X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded());
        X509v3CertificateBuilder builder = builder(issuerName, name(request), subject, request.validity());
        extend(builder, Extension.basicConstraints, true, new BasicConstraints(false));
        extend(builder, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        extend(builder, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes(request.usages())));
        extend(
                builder,
                Extension.authorityKeyIdentifier,
                false,
                identifiers().createAuthorityKeyIdentifier(issuer.getPublicKey()));
        List<GeneralName> names = alternativeNames(request);
        if (!names.isEmpty()) {
            extend(
                    builder,
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(names.toArray(GeneralName[]::new)));
        }
        return sign(builder, issuerKey);
    }

    private X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey key, Duration validity) {
        Instant now = environment.now();
        return new JcaX509v3CertificateBuilder(
                issuer, newSerial(), Date.from(now.minus(SKEW)), Date.from(now.plus(validity)), subject, key);
    }

    private BigInteger newSerial() {
        byte[] bytes = new byte[SERIAL_BYTES];
        environment.random().nextBytes(bytes);
        return new BigInteger(1, bytes).setBit(0); // never zero
    }

    private static X500Name name(CertificateRequest request) {
        X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
        request.organizations().forEach(organization -> name.addRDN(BCStyle.O, organization));
        return name.addRDN(BCStyle.CN, request.commonName()).build();
    }

    private static KeyPurposeId[] purposes(List<Usage> usages) {
        return usages.stream()
                .map(usage -> switch (usage) {
                    case SERVER -> KeyPurposeId.id_kp_serverAuth;
                    case CLIENT -> KeyPurposeId.id_kp_clientAuth;
                })
                .toArray(KeyPurposeId[]::new);
    }

    private static List<GeneralName> alternativeNames(CertificateRequest request) {
        List<GeneralName> names = new ArrayList<>();
        request.dnsNames().forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
        request.ipAddresses().forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
        return names;
    }

    private static JcaX509ExtensionUtils identifiers() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-1 digest", e);
        }
    }

    private static void extend(
            X509v3CertificateBuilder builder, ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(id, critical, value);
        } catch (IOException e) {
            throw new IllegalStateException("a certificate extension that cannot be encoded", e);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
        String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA384withECDSA";
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("the authority's key cannot sign", e);
        }
    }
}
