package io.github.stampedestomp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The metrics of a server in Micrometer, and a server without it. */
class StompServerMetricsTest {
    @Test
    void aRegistryReadsCountersGaugesAndTimers() throws IOException {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (StompServer server =
                StompServer.builder().rules(OpenRules::allow).port(0).build()) {
            new StompServerMetrics(server).bindTo(registry);
            server.start();
            try (WireClient client = WireClient.connect(server.port())) {
                assertThat(registry.get("stampede.sessions").gauge().value()).isEqualTo(1);
                client.send("DISCONNECT\n\n^@");
                client.next();
            }
            assertThat(registry.get("stampede.frames.received.total")
                            .tag("command", "CONNECT")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
            Await.until(
                    "the session is measured",
                    () -> registry.get("stampede.session").functionTimer().count() == 1);
        }
    }

    @Test
    void everyMetricIsBound() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        StompServer server = StompServer.builder().build();
        new StompServerMetrics(server).bindTo(registry);
        int series = server.metrics().stream()
                .mapToInt(metric -> metric.series().size())
                .sum();
        assertThat(registry.getMeters()).hasSize(series);
    }

    @Test
    void theServerRunsWithoutMicrometerAndWithoutAFlightRecorder() throws Exception {
        ClassLoader without = new Without(List.of("io.micrometer.", "jdk.jfr."));
        Class<?> type = without.loadClass(StompServer.class.getName());
        assertThat(type).isNotSameAs(StompServer.class);
        Object builder = type.getMethod("builder").invoke(null);
        builder.getClass().getMethod("port", int.class).invoke(builder, 0);
        Object server = builder.getClass().getMethod("build").invoke(builder);
        type.getMethod("start").invoke(server);
        try (WireClient client = WireClient.connect((int) type.getMethod("port").invoke(server))) {
            client.send("DISCONNECT\n\n^@");
            assertThat(client.next().closeCode()).isEqualTo(1000);
        } finally {
            type.getMethod("stop").invoke(server);
        }
        assertThatThrownBy(() -> create(without.loadClass(StompServerMetrics.class.getName()), type, server))
                .isInstanceOf(NoClassDefFoundError.class);
    }

    private static void create(Class<?> type, Class<?> parameter, Object argument) throws ReflectiveOperationException {
        try {
            type.getConstructor(parameter).newInstance(argument);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e);
        }
    }

    /** Loads Stampede's classes anew, and does as if others were not there. */
    private static final class Without extends ClassLoader {
        private final List<String> missing;

        Without(List<String> missing) {
            super(StompServerMetricsTest.class.getClassLoader());
            this.missing = missing;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (missing.stream().anyMatch(name::startsWith)) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.github.stampedestomp.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
