package io.github.stampedestomp.server;

import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * Makes the TLS engine of each connection, with the newest certificates.
 *
 * <p>Any thread may use it.
 */
final class TlsEngines implements Supplier<SSLEngine> {
    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
    /** The best first: those of TLS 1.3, then those of TLS 1.2 that have forward secrecy and need no padding. */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final Supplier<SSLContext> source;
    private final Tls.ClientCertificates clientCertificates;
    private volatile SSLContext current;

    /**
     * Reads the certificates for the first time.
     *
     * @throws IllegalArgumentException if they are not what they should be
     */
    TlsEngines(Supplier<SSLContext> source, Tls.ClientCertificates clientCertificates) {
        this.source = source;
        this.clientCertificates = clientCertificates;
        this.current = source.get();
    }

    /** Reads the certificates again. If that fails, the old ones stay. */
    void reload() {
        current = source.get();
    }

    @Override
    public SSLEngine get() {
        SSLEngine engine = current.createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(known(PROTOCOLS, engine.getSupportedProtocols()));
        parameters.setCipherSuites(known(CIPHERS, engine.getSupportedCipherSuites()));
        parameters.setUseCipherSuitesOrder(true);
        switch (clientCertificates) {
            case UNWANTED -> {}
            case WANTED -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static String[] known(List<String> wanted, String[] supported) {
        List<String> there = List.of(supported);
        return wanted.stream().filter(there::contains).toArray(String[]::new);
    }
}
