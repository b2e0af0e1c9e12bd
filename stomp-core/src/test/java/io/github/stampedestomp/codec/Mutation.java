package io.github.stampedestomp.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** A conversation in which something has gone wrong, or bytes that never were one. */
final class Mutation {
    private static final Script[] SCRIPTS = Script.values();
    private static final String[] PARTS = {
        "\0",
        "\n",
        "\r",
        "\r\n",
        ":",
        "\\",
        "\\n",
        "\\c",
        "\\x",
        " ",
        "SEND\n",
        "CONNECT\n",
        "MESSAGE\n",
        "destination:/queue/a\n",
        "content-length:",
        "content-length:3\n",
        "accept-version:1.1\n",
        "\n\nbody\0",
        "-1",
        "99999999999999999999",
        "0",
        "\u0085",
        "🐎"
    };

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    byte[] bytes() {
        byte[] bytes = random.nextInt(10) == 0 ? parts() : script();
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes = mutated(bytes);
        }
        return bytes;
    }

    private byte[] mutated(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(20));
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, from);
            case 1 -> replaced(bytes, from, from, parts());
            case 2 -> replaced(bytes, from, to, new byte[0]);
            case 3 -> replaced(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
            case 4 -> Arrays.copyOf(bytes, from);
            case 5 -> spliced(bytes, from);
            case 6 -> withAnotherNumber(bytes, from);
            default -> replaced(bytes, from, to, noise());
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        if (at < bytes.length) {
            bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] spliced(byte[] bytes, int at) {
        byte[] other = script();
        return replaced(bytes, at, bytes.length, Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
    }

    private byte[] withAnotherNumber(byte[] bytes, int from) {
        int at = from;
        while (at < bytes.length && !(bytes[at] >= '0' && bytes[at] <= '9')) {
            at++;
        }
        String number = random.nextBoolean()
                ? Integer.toString(random.nextInt(120) - 10)
                : Long.toString(random.nextLong() >>> random.nextInt(60));
        return replaced(bytes, at, Math.min(bytes.length, at + 1), number.getBytes(UTF_8));
    }

    private byte[] script() {
        return SCRIPTS[random.nextInt(SCRIPTS.length)].bytes();
    }

    private byte[] parts() {
        StringBuilder parts = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            parts.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return parts.toString().getBytes(UTF_8);
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(30)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        ByteArrayOutputStream replaced = new ByteArrayOutputStream(bytes.length + by.length);
        replaced.write(bytes, 0, from);
        replaced.writeBytes(by);
        replaced.write(bytes, to, bytes.length - to);
        return replaced.toByteArray();
    }
}
