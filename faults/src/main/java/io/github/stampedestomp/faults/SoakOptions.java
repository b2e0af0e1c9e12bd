package io.github.stampedestomp.faults;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a soak is told.
 *
 * @param duration for how long it runs, after the capacity was measured
 * @param share how much of the capacity it uses
 * @param clients how many clients there are at a time, without those that read slowly
 * @param folder where its table and its picture are written
 */
record SoakOptions(Duration duration, double share, int clients, Path folder) {
    private static final int SAMPLES = 60;

    /** {@return the options of a command line such as {@code --duration PT1H --share 0.5 --clients 200 --folder docs}} */
    static SoakOptions parse(String... words) {
        Duration duration = Duration.ofMinutes(3);
        double share = 0.5;
        int clients = 200;
        Path folder = Path.of("target");
        for (int i = 0; i + 1 < words.length; i += 2) {
            String value = words[i + 1];
            switch (words[i]) {
                case "--duration" -> duration = Duration.parse(value);
                case "--share" -> share = Double.parseDouble(value);
                case "--clients" -> clients = Integer.parseInt(value);
                case "--folder" -> folder = Path.of(value);
                default -> throw new IllegalArgumentException("option must not be " + words[i]);
            }
        }
        return new SoakOptions(duration, share, clients, folder);
    }

    /** {@return the time between two samples: a minute for an hour} */
    Duration interval() {
        return longer(duration.dividedBy(SAMPLES), Duration.ofSeconds(1));
    }

    /** {@return for how long the capacity is measured, and as long before that nothing is measured} */
    Duration capacityTime() {
        return longer(shorter(duration.dividedBy(10), Duration.ofSeconds(8)), Duration.ofSeconds(2));
    }

    /** {@return for how long those that read slowly do not read at all} */
    Duration pause() {
        return longer(shorter(duration.dividedBy(8), Duration.ofSeconds(45)), Duration.ofSeconds(2));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
