package io.jubernetes.client.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Certificates and keys in all the forms that people have, made by openssl. */
final class TestKeys {

    private final Path directory;

    /** Makes a CA, and a server's certificate for 127.0.0.1 in a PKCS#12 file with the password "password". */
    TestKeys(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test-ca"
                + " -keyout ca.key -out ca.crt");
        Files.writeString(directory.resolve("san"), "subjectAltName=IP:127.0.0.1\n");
        openssl("req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=server -keyout server.key"
                + " -out server.csr");
        openssl("x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -extfile san"
                + " -out server.crt");
        openssl("pkcs12 -export -in server.crt -inkey server.key -passout pass:password -out server.p12");
    }

    /** Makes a client's certificate; returns its name. */
    String client(String name, String newKey) throws IOException, InterruptedException {
        openssl("req -newkey " + newKey + " -nodes -subj /O=system:masters/CN=" + name + " -keyout " + name
                + ".key -out " + name + ".csr");
        openssl("x509 -req -in " + name + ".csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out " + name
                + ".crt");
        return name;
    }

    void openssl(String arguments) throws IOException, InterruptedException {
        List<String> command = List.of(("openssl " + arguments).split(" "));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("openssl failed: " + output);
        }
    }

    String read(String file) throws IOException {
        return Files.readString(directory.resolve(file));
    }

    Path path(String file) {
        return directory.resolve(file);
    }
}
