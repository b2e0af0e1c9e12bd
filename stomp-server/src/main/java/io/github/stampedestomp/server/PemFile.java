package io.github.stampedestomp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A file in the format PEM, RFC 7468. All sentences about files that are not what they should be stand in this file.
 *
 * @param path the file
 * @param blocks what stands in it, in order
 */
record PemFile(Path path, List<Block> blocks) {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final String KEY = "PRIVATE KEY";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    /** What stands between two lines that name what it is. */
    record Block(String label, String base64) {}

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if it cannot be read, or is not in the format PEM
     */
    static PemFile read(Path path) {
        try {
            PemFile file = new PemFile(path, new ArrayList<>());
            file.parse(Files.readString(path, ISO_8859_1)
                    .lines()
                    .map(String::strip)
                    .toList());
            if (file.blocks.isEmpty()) {
                throw file.fault("is not in the format PEM: no line begins with " + BEGIN.strip());
            }
            return file;
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read '" + path + "': " + e, e);
        }
    }

    private void parse(List<String> lines) {
        for (int from = 0; from < lines.size(); from++) {
            String line = lines.get(from);
            if (line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                String label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                int to = from + 1 + lines.subList(from + 1, lines.size()).indexOf(END + label + DASHES);
                if (to == from) {
                    throw fault("is cut off: it has no line " + END + label + DASHES);
                }
                blocks.add(new Block(label, String.join("", lines.subList(from + 1, to))));
                from = to;
            }
        }
    }

    private byte[] decoded(Block block) {
        try {
            return Base64.getDecoder().decode(block.base64());
        } catch (IllegalArgumentException e) {
            throw fault("is not in the format PEM: what stands below " + BEGIN + block.label() + " is no Base64");
        }
    }

    /**
     * {@return the certificates of the file, at least one, in their order}
     *
     * @throws IllegalArgumentException if there is none, or a malformed one
     */
    List<X509Certificate> certificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(block));
            }
        }
        if (certificates.isEmpty()) {
            throw fault("holds no certificate, but " + blocks.get(0).label());
        }
        return certificates;
    }

    private X509Certificate certificate(Block block) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(decoded(block)));
        } catch (CertificateException e) {
            throw fault("holds a certificate that is malformed: " + e.getMessage());
        }
    }

    /**
     * {@return the key of the file}
     *
     * @throws IllegalArgumentException if there is none, or it is not as it should be
     */
    PrivateKey privateKey() {
        Block block = blocks.stream()
                .filter(other -> other.label().endsWith(KEY))
                .findFirst()
                .orElseThrow(
                        () -> fault("holds no private key, but " + blocks.get(0).label()));
        boolean isEncrypted = block.label().startsWith("ENCRYPTED")
                || block.base64().contains(":"); // "Proc-Type: 4,ENCRYPTED", as keys were encrypted before PKCS#8
        if (isEncrypted) {
            throw fault("holds an encrypted key; decrypt it with 'openssl pkey -in " + path.getFileName()
                    + " -out plain.pem'");
        }
        if (!block.label().equals(KEY)) {
            throw fault("holds a key in the older format " + block.label() + "; convert it with 'openssl pkcs8 "
                    + "-topk8 -nocrypt -in " + path.getFileName() + " -out pkcs8.pem'");
        }
        return privateKey(new PKCS8EncodedKeySpec(decoded(block)));
    }

    private PrivateKey privateKey(PKCS8EncodedKeySpec encoded) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException | NoSuchAlgorithmException e) {
                // it may be of another kind
            }
        }
        throw fault("holds a key that is malformed, or neither RSA nor EC nor Ed25519");
    }

    private IllegalArgumentException fault(String sentence) {
        return new IllegalArgumentException("'" + path + "' " + sentence);
    }
}
