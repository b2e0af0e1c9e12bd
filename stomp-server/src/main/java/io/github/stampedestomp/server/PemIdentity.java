package io.github.stampedestomp.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its key, as they stand in two files.
 *
 * @param certificateChain the file with the certificates, the server's own first
 * @param privateKey the file with the key
 */
record PemIdentity(Path certificateChain, Path privateKey) {
    private static final char[] NO_PASSWORD = {};
    private static final byte[] SIGNED = {1, 2, 3};

    /**
     * {@return what the files hold by now, ready for use}
     *
     * @param trusted a file with the certificates whose clients are believed, or null if clients are not asked
     * @throws IllegalArgumentException if a file is not what it should be
     */
    SSLContext load(@Nullable Path trusted) {
        List<X509Certificate> chain = PemFile.read(certificateChain).certificates();
        PrivateKey key = PemFile.read(privateKey).privateKey();
        try {
            checkTogether(key, chain.get(0).getPublicKey());
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(identity(key, chain), NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted == null ? noTrust() : trust(trusted), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "'" + certificateChain + "' and '" + privateKey + "' cannot be used: " + e.getMessage(), e);
        }
    }

    private KeyStore identity(PrivateKey key, List<X509Certificate> chain)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        try {
            store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(Certificate[]::new));
        } catch (KeyStoreException e) {
            throw new IllegalArgumentException(
                    "each certificate in '" + certificateChain + "' must be signed by the one behind it", e);
        }
        return store;
    }

    /** What one signs, the other must verify. */
    private void checkTogether(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        boolean isVerified;
        try {
            Signature signature = Signature.getInstance(algorithm(key));
            signature.initSign(key);
            signature.update(SIGNED);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(SIGNED);
            isVerified = signature.verify(signed);
        } catch (InvalidKeyException | SignatureException e) {
            isVerified = false; // not even of one kind
        }
        if (!isVerified) {
            throw new IllegalArgumentException("the key in '" + privateKey
                    + "' does not belong to the first certificate in '" + certificateChain + "'");
        }
    }

    private static String algorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    private static TrustManager[] trust(Path trusted) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        int count = 0;
        for (X509Certificate certificate : PemFile.read(trusted).certificates()) {
            store.setCertificateEntry("trusted " + ++count, certificate);
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    private static TrustManager[] noTrust() {
        return new TrustManager[0];
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
