package io.networkanalytics.forwarder.handin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Certificates of one day, made by the JDK's keytool: an authority, a server at 127.0.0.1 and a
 * client that it signed, and a stranger who signed himself. Each is a PEM file of the name, with
 * its key beside it.
 */
public final class TestingCertificates {

    private static final String PASSWORD = "changeit";

    private final Path folder;

    /**
     * @param folder gets the files
     */
    public TestingCertificates(Path folder) throws Exception {
        this.folder = folder;
        selfSigned("authority", "-ext", "bc:c");
        selfSigned("stranger", "-ext", "bc:c");
        signed("server", "-ext", "san=ip:127.0.0.1");
        signed("client");
    }

    public Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    public Path key(String name) {
        return folder.resolve(name + ".key");
    }

    /**
     * For a client of HTTPS.
     *
     * @param identity what it shows, or "" for nothing
     * @param trusted whom it believes
     */
    public SSLContext context(String identity, String trusted)
            throws GeneralSecurityException, IOException {
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity.isEmpty() ? null : store(identity), PASSWORD.toCharArray());
        KeyStore believed = KeyStore.getInstance("PKCS12");
        believed.load(null, null);
        believed.setCertificateEntry(trusted, store(trusted).getCertificate(trusted));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(believed);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                identity.isEmpty() ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private void selfSigned(String name, String... extensions) throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-validity",
                                "1"));
        arguments.addAll(List.of(extensions));
        keytool(name, arguments);
        keytool(name, List.of("-exportcert", "-rfc", "-file", certificate(name).toString()));
        KeyStore store = store(name);
        byte[] key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
        Files.writeString(
                key(name),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private void signed(String name, String... extensions) throws Exception {
        selfSigned(name);
        String request = folder.resolve(name + ".csr").toString();
        keytool(name, List.of("-certreq", "-file", request));
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-gencert",
                                "-rfc",
                                "-validity",
                                "1",
                                "-infile",
                                request,
                                "-outfile",
                                certificate(name).toString()));
        arguments.addAll(List.of(extensions));
        keytool("authority", arguments);
        String authority = certificate("authority").toString();
        keytool(name, "ca", List.of("-importcert", "-noprompt", "-file", authority));
        keytool(name, List.of("-importcert", "-file", certificate(name).toString()));
    }

    private KeyStore store(String name) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
    }

    private void keytool(String store, List<String> arguments) throws Exception {
        keytool(store, store, arguments);
    }

    private void keytool(String store, String alias, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-alias", alias, "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", folder.resolve(store + ".p12").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(command + ": " + said);
        }
    }
}
