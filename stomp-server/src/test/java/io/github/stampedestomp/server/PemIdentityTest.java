package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stampedestomp.server.net.TestIdentity;
import io.github.stampedestomp.server.net.TlsClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemIdentityTest {
    private static final TestIdentity SERVER = TestIdentity.of("server");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void keysOfThreeKindsAreSpokenWith(String algorithm) throws Exception {
        TestIdentity identity = TestIdentity.of("server", algorithm);
        Tls tls = Tls.fromPem(file("chain.pem", identity.certificatePem()), file("key.pem", identity.keyPem()));
        try (StompServer server = StompServer.builder().port(0).tls(tls).build()) {
            server.start();
            for (String protocol : new String[] {"TLSv1.3", "TLSv1.2"}) {
                try (TlsClient client = TlsClient.to(server.port(), identity.believed(), protocol)) {
                    assertThat(client.serverName()).isEqualTo("CN=server");
                }
            }
        }
    }

    @Test
    void whatStandsAroundTheBlocksDoesNotMatter() throws Exception {
        file("chain.pem", "subject=CN = server\r\n" + SERVER.certificatePem().replace("\n", "\r\n") + "\n\n");
        file(
                "key.pem",
                "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + SERVER.keyPem());
        assertThat(load()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            hello                          | is not in the format PEM: no line begins with -----BEGIN
            ""                             | is not in the format PEM: no line begins with -----BEGIN
            -----BEGIN CERTIFICATE-----    | is cut off: it has no line -----END CERTIFICATE-----
            -----BEGIN CERTIFICATE-----;*;-----END CERTIFICATE----- | is not in the format PEM: what stands below -----BEGIN CERTIFICATE is no Base64
            -----BEGIN PRIVATE KEY-----;AAAA;-----END PRIVATE KEY----- | holds no certificate, but PRIVATE KEY
            -----BEGIN CERTIFICATE-----;AAAA;-----END CERTIFICATE----- | holds a certificate that is malformed
            """)
    void aWrongFileOfCertificatesIsRefused(String text, String sentence) throws Exception {
        file("key.pem", SERVER.keyPem());
        file("chain.pem", text.replace(';', '\n'));
        assertThatIllegalArgumentException().isThrownBy(this::load).withMessageContaining("chain.pem' " + sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            -----BEGIN CERTIFICATE-----;AAAA;-----END CERTIFICATE----- | holds no private key, but CERTIFICATE
            -----BEGIN PRIVATE KEY-----;AAAA;-----END PRIVATE KEY----- | holds a key that is malformed, or neither RSA nor EC nor Ed25519
            -----BEGIN ENCRYPTED PRIVATE KEY-----;AAAA;-----END ENCRYPTED PRIVATE KEY----- | holds an encrypted key; decrypt it with 'openssl pkey -in key.pem -out plain.pem'
            -----BEGIN RSA PRIVATE KEY-----;Proc-Type: 4,ENCRYPTED;;AAAA;-----END RSA PRIVATE KEY----- | holds an encrypted key; decrypt it with
            -----BEGIN RSA PRIVATE KEY-----;AAAA;-----END RSA PRIVATE KEY----- | holds a key in the older format RSA PRIVATE KEY; convert it with 'openssl pkcs8 -topk8 -nocrypt -in key.pem -out pkcs8.pem'
            -----BEGIN EC PRIVATE KEY-----;AAAA;-----END EC PRIVATE KEY----- | holds a key in the older format EC PRIVATE KEY; convert it with
            """)
    void aWrongFileOfAKeyIsRefused(String text, String sentence) throws Exception {
        file("chain.pem", SERVER.certificatePem());
        file("key.pem", text.replace(';', '\n'));
        assertThatIllegalArgumentException().isThrownBy(this::load).withMessageContaining("key.pem' " + sentence);
    }

    @ParameterizedTest
    @CsvSource({"other,EC", "other,RSA"})
    void aKeyOfAnotherCertificateIsRefused(String name, String algorithm) throws Exception {
        file("chain.pem", SERVER.certificatePem());
        file("key.pem", TestIdentity.of(name, algorithm).keyPem());
        assertThatIllegalArgumentException()
                .isThrownBy(this::load)
                .withMessageMatching(
                        "the key in '.*key.pem' does not belong to the first certificate in '.*chain.pem'");
    }

    @Test
    void certificatesThatFormNoChainAreRefused() throws Exception {
        file("chain.pem", SERVER.certificatePem() + TestIdentity.of("other").certificatePem());
        file("key.pem", SERVER.keyPem());
        assertThatIllegalArgumentException()
                .isThrownBy(this::load)
                .withMessageMatching("each certificate in '.*chain.pem' must be signed by the one behind it");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatIllegalArgumentException().isThrownBy(this::load).withMessageContaining("chain.pem");
    }

    @Test
    void clientsAreAskedOnlyIfItIsSaidWhoIsBelieved() throws Exception {
        Path chain = file("chain.pem", SERVER.certificatePem());
        Path key = file("key.pem", SERVER.keyPem());
        String together = "clientCertificates and trust are of use only together";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> build(Tls.fromPem(chain, key).clientCertificates(Tls.ClientCertificates.REQUIRED)))
                .withMessage(together);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> build(Tls.fromPem(chain, key).trust(chain)))
                .withMessage(together);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> build(Tls.of(SERVER.believing(null)).trust(chain)))
                .withMessage("an SSLContext has its own trust, so there must be no other");
    }

    private static StompServer build(Tls tls) {
        return StompServer.builder().tls(tls).build();
    }

    private StompServer load() {
        return build(Tls.fromPem(folder.resolve("chain.pem"), folder.resolve("key.pem")));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
