package io.glassline.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate that signs itself, for one name, and its key: as files for servers, and as trust for
/// clients.
///
/// It is made with `keytool`, which every JDK has.
public final class TlsCertificate {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final int MAKING_MAX_SECONDS = 60;
    private static final int LINE_CHARS = 64;

    private final KeyStore store;
    private final Path certificate;
    private final Path key;

    private TlsCertificate(KeyStore store, Path certificate, Path key) {
        this.store = store;
        this.certificate = certificate;
        this.key = key;
    }

    /// @param name such as `DNS:localhost`.
    public static TlsCertificate make(Path folder, String name) throws IOException {
        var file = folder.resolve("tls.p12");
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD),
                "-alias",
                "server",
                "-dname",
                "CN=" + name.substring(name.indexOf(':') + 1),
                "-ext",
                "san=" + name,
                "-validity",
                "2");
        try {
            var making = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.log").toFile())
                    .start();
            if (!making.waitFor(MAKING_MAX_SECONDS, TimeUnit.SECONDS) || making.exitValue() != 0) {
                throw new IOException(
                        "keytool made no certificate: " + Files.readString(folder.resolve("keytool.log")));
            }
            return of(KeyStore.getInstance(file.toFile(), PASSWORD), folder);
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate that keytool made cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a certificate was made", e);
        }
    }

    private static TlsCertificate of(KeyStore store, Path folder) throws IOException, GeneralSecurityException {
        var certificate = folder.resolve("tls-certificate.pem");
        var key = folder.resolve("tls-key.pem");
        Files.writeString(
                certificate, pem("CERTIFICATE", store.getCertificate("server").getEncoded()));
        Files.writeString(
                key, pem("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded()));
        return new TlsCertificate(store, certificate, key);
    }

    private static String pem(String what, byte[] bytes) {
        var lines = Base64.getMimeEncoder(LINE_CHARS, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, lines.encodeToString(bytes));
    }

    Path certificateFile() {
        return certificate;
    }

    Path keyFile() {
        return key;
    }

    /// What a client is to be given that trusts this certificate and no other.
    public SSLContext trusted() {
        try {
            var trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry("server", store.getCertificate("server"));
            var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trust);
            var context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK can trust a certificate", e);
        }
    }
}
