package io.jubernetes.transport.pki;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/** A PKCS#10 request whose signature proves that the sender has the private key. */
public record SigningRequest(
        String commonName,
        List<String> organizations,
        List<String> dnsNames,
        List<String> ipAddresses,
        PublicKey publicKey) {

    public SigningRequest {
        organizations = List.copyOf(organizations);
        dnsNames = List.copyOf(dnsNames);
        ipAddresses = List.copyOf(ipAddresses);
    }

    /**
     * Reads a request.
     *
     * @throws IllegalArgumentException when the text is no request, or its signature is not that of its key
     */
    public static SigningRequest parse(String pem) {
        byte[] der = Pem.blocks(pem).stream()
                .filter(block -> block.label().equals("CERTIFICATE REQUEST"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("PEM block type must be CERTIFICATE REQUEST"))
                .der();
        try {
            JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(der);
            verify(request);
            return new SigningRequest(
                    String.join(",", subject(request, BCStyle.CN)),
                    subject(request, BCStyle.O),
                    names(request, GeneralName.dNSName),
                    addresses(request),
                    request.getPublicKey());
        } catch (IOException | GeneralSecurityException | OperatorCreationException | PKCSException e) {
            throw new IllegalArgumentException("malformed certificate request", e);
        }
    }

    private static void verify(JcaPKCS10CertificationRequest request)
            throws GeneralSecurityException, OperatorCreationException, PKCSException {
        if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(request.getPublicKey()))) {
            throw new IllegalArgumentException("the certificate request is not signed by its own key");
        }
    }

    private static List<String> subject(JcaPKCS10CertificationRequest request, ASN1ObjectIdentifier attribute) {
        List<String> values = new ArrayList<>();
        for (RDN rdn : request.getSubject().getRDNs(attribute)) {
            values.add(IETFUtils.valueToString(rdn.getFirst().getValue()));
        }
        return values;
    }

    private static List<String> names(JcaPKCS10CertificationRequest request, int tag) {
        List<String> values = new ArrayList<>();
        for (GeneralName name : alternativeNames(request)) {
            if (name.getTagNo() == tag) {
                values.add(name.getName().toString());
            }
        }
        return values;
    }

    private static List<String> addresses(JcaPKCS10CertificationRequest request) throws IOException {
        List<String> values = new ArrayList<>();
        for (GeneralName name : alternativeNames(request)) {
            if (name.getTagNo() == GeneralName.iPAddress) {
                byte[] octets = ASN1OctetString.getInstance(name.getName()).getOctets();
                values.add(InetAddress.getByAddress(octets).getHostAddress());
            }
        }
        return values;
    }

    private static GeneralName[] alternativeNames(JcaPKCS10CertificationRequest request) {
        Extensions extensions = request.getRequestedExtensions();
        GeneralNames names =
                extensions == null ? null : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        return names == null ? new GeneralName[0] : names.getNames();
    }
}
