package io.github.stampedestomp.server;

import java.nio.file.Path;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Collects how a server speaks TLS. To be given to {@link StompServerBuilder#tls}; may be used by one thread at a time.
 *
 * <p>Spoken are TLS 1.3 and TLS 1.2, with ciphers that encrypt and authenticate in one and keep what was said a secret even
 * from whoever gets hold of the key later. A second handshake on one connection is refused.
 */
public final class Tls {
    /** Whether clients prove by a certificate who they are. */
    public enum ClientCertificates {
        /** Clients are not asked. */
        UNWANTED,
        /** Clients are asked; those without a certificate may connect too. */
        WANTED,
        /** Clients without a certificate are cut off in the handshake. */
        REQUIRED
    }

    private final @Nullable SSLContext own;
    private final @Nullable PemIdentity identity;
    private ClientCertificates clientCertificates = ClientCertificates.UNWANTED;
    private @Nullable Path trusted;

    private Tls(@Nullable SSLContext own, @Nullable PemIdentity identity) {
        this.own = own;
        this.identity = identity;
    }

    /**
     * {@return TLS with keys, and trust, of the program's own} What a {@link javax.net.ssl.TrustManager} of your own does must not
     * block, as it is asked on a thread of the network.
     */
    public static Tls of(SSLContext own) {
        return new Tls(Objects.requireNonNull(own, "own"), null);
    }

    /**
     * {@return TLS with a certificate and its key from files in the format PEM, which are read when the server is built, and again
     * by {@link StompServer#reloadTls}}
     *
     * @param certificateChain the server's certificate, and behind it those that lead to one that clients know
     * @param privateKey the key of the first certificate, RSA, EC or Ed25519, as PKCS#8 that is not encrypted
     */
    public static Tls fromPem(Path certificateChain, Path privateKey) {
        return new Tls(null, new PemIdentity(certificateChain, privateKey));
    }

    /**
     * Says whether clients are asked for a certificate; the {@link io.github.stampedestomp.session.Authenticator} finds it in
     * {@link io.github.stampedestomp.session.Handshake#certificates}. Default: unwanted.
     */
    public Tls clientCertificates(ClientCertificates own) {
        clientCertificates = Objects.requireNonNull(own, "clientCertificates");
        return this;
    }

    /**
     * Believes those certificates of clients that one of these has signed. Needed with {@link #fromPem} if clients are asked
     * for theirs; an {@link SSLContext} has its own trust.
     *
     * @param certificates a file in the format PEM
     */
    public Tls trust(Path certificates) {
        trusted = Objects.requireNonNull(certificates, "trust");
        return this;
    }

    /** {@return what makes engines by these settings} */
    TlsEngines engines() {
        SSLContext given = own;
        if (given != null) {
            require(trusted == null, "an SSLContext has its own trust, so there must be no other");
            return new TlsEngines(() -> given, clientCertificates);
        }
        boolean isAsked = clientCertificates != ClientCertificates.UNWANTED;
        require(isAsked == (trusted != null), "clientCertificates and trust are of use only together");
        PemIdentity read = Objects.requireNonNull(identity);
        Path roots = trusted;
        return new TlsEngines(() -> read.load(roots), clientCertificates);
    }

    private static void require(boolean isRight, String sentence) {
        if (!isRight) {
            throw new IllegalArgumentException(sentence);
        }
    }
}
