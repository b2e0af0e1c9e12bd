package io.github.stampedestomp.server.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A key and the certificate that it has signed itself, made by the JDK's own tool, once for all tests.
 *
 * @param key the key
 * @param certificate its certificate, for {@code localhost}
 */
public record TestIdentity(PrivateKey key, X509Certificate certificate) {
    private static final String PASSWORD = "password";
    private static final Map<String, TestIdentity> MADE = new ConcurrentHashMap<>();

    /** {@return the identity of a name, whose key is EC} */
    public static TestIdentity of(String name) {
        return of(name, "EC");
    }

    /** {@return the identity of a name, whose key is of an algorithm as keytool calls them} */
    public static TestIdentity of(String name, String algorithm) {
        return MADE.computeIfAbsent(name + " " + algorithm, made -> make(name, algorithm));
    }

    private static TestIdentity make(String name, String algorithm) {
        try {
            Path store = Files.createTempDirectory("identity").resolve("store.p12");
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-keyalg",
                            algorithm,
                            "-alias",
                            "it",
                            "-dname",
                            "CN=" + name,
                            "-validity",
                            "3650",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            PASSWORD,
                            "-keystore",
                            store.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
            if (keytool.waitFor() != 0) {
                throw new AssertionError(said);
            }
            KeyStore made = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            Files.delete(store);
            Files.delete(store.getParent());
            return new TestIdentity((PrivateKey) made.getKey("it", PASSWORD.toCharArray()), (X509Certificate)
                    made.getCertificate("it"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return who has this identity and believes another, or nobody} */
    public SSLContext believing(@Nullable TestIdentity other) {
        return context(this, other);
    }

    /** {@return who has no identity and believes this one} */
    public SSLContext believed() {
        return context(null, this);
    }

    private static SSLContext context(@Nullable TestIdentity own, @Nullable TestIdentity believed) {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            if (own != null) {
                keys.setKeyEntry("it", own.key, new char[0], new X509Certificate[] {own.certificate});
            }
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, new char[0]);
            KeyStore trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            if (believed != null) {
                trust.setCertificateEntry("it", believed.certificate);
            }
            TrustManagerFactory trustManagers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trustManagers.init(trust);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    keyManagers.getKeyManagers(), believed == null ? null : trustManagers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return the certificate in the format PEM} */
    public String certificatePem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return the key in the format PEM, as PKCS#8} */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    private static String pem(String label, byte[] bytes) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
