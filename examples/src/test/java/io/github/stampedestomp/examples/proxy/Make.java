package io.github.stampedestomp.examples.proxy;

import java.nio.file.Path;
import java.util.List;

/** What sets one proxy apart from the other, when a test runs it. */
enum Make {
    NGINX("nginx", "listen 80;", "listen 127.0.0.1:%d;") {
        @Override
        String complete(String configuration) {
            return """
                    daemon off;
                    master_process off;
                    pid pid;
                    error_log stderr;
                    events {
                    }
                    http {
                        access_log off;
                        client_body_temp_path bodies;
                        proxy_temp_path proxy;
                        fastcgi_temp_path fastcgi;
                        uwsgi_temp_path uwsgi;
                        scgi_temp_path scgi;
                    %s
                    }
                    """.formatted(configuration);
        }

        @Override
        List<String> arguments(Path folder, Path file) {
            return List.of("-p", folder.toString(), "-c", file.toString(), "-e", "stderr");
        }
    },
    HAPROXY("haproxy", "bind :80", "bind 127.0.0.1:%d") {
        @Override
        String complete(String configuration) {
            return configuration;
        }

        @Override
        List<String> arguments(Path folder, Path file) {
            return List.of("-db", "-f", file.toString());
        }
    };

    /** The program, and the language of its block in the documentation. */
    final String program;

    final String documentedPort;
    final String ownPort;

    Make(String program, String documentedPort, String ownPort) {
        this.program = program;
        this.documentedPort = documentedPort;
        this.ownPort = ownPort;
    }

    /** {@return a configuration with all that a program needs which runs in a folder of its own, in the foreground} */
    abstract String complete(String configuration);

    abstract List<String> arguments(Path folder, Path file);
}
