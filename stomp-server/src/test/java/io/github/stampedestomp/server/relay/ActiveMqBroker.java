package io.github.stampedestomp.server.relay;

import java.nio.file.Path;

/** ActiveMQ Classic, which stores what is durable, apart from one that the system may run. */
final class ActiveMqBroker extends ForkedBroker {
    private static final Path HOME = Path.of("/usr/share/activemq");
    private static final Path PROGRAM = HOME.resolve("bin/activemq.jar");
    private static final String CONFIGURATION = "activemq.xml";

    private ActiveMqBroker() {
        super(StoreFolder.create("activemq"));
        folder().write(CONFIGURATION, """
                <beans xmlns="http://www.springframework.org/schema/beans"
                        xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                        xsi:schemaLocation="
                                http://www.springframework.org/schema/beans
                                http://www.springframework.org/schema/beans/spring-beans.xsd
                                http://activemq.apache.org/schema/core
                                http://activemq.apache.org/schema/core/activemq-core.xsd">
                    <broker xmlns="http://activemq.apache.org/schema/core" brokerName="stampede" useJmx="false"
                            dataDirectory="%s" offlineDurableSubscriberTimeout="60000"
                            offlineDurableSubscriberTaskSchedule="5000">
                        <persistenceAdapter>
                            <kahaDB directory="%s" journalMaxFileLength="1mb"/>
                        </persistenceAdapter>
                        <transportConnectors>
                            <transportConnector uri="stomp://127.0.0.1:%d"/>
                        </transportConnectors>
                    </broker>
                </beans>
                """.formatted(folder().path(), folder().resolve("store"), port()));
        folder().write("log4j.properties", """
                log4j.rootLogger=WARN, console
                log4j.appender.console=org.apache.log4j.ConsoleAppender
                log4j.appender.console.layout=org.apache.log4j.SimpleLayout
                """);
    }

    /** {@return one that runs} Where it is not installed, the test is skipped. */
    static ActiveMqBroker start() {
        Installed.require("ActiveMQ", "activemq", PROGRAM);
        ActiveMqBroker broker = new ActiveMqBroker();
        broker.restart();
        return broker;
    }

    @Override
    public String login() {
        return "anybody";
    }

    @Override
    public String passcode() {
        return "any";
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    ProcessBuilder command() {
        Path folder = folder().path();
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:-UsePerfData",
                "-Dactivemq.home=" + HOME,
                "-Dactivemq.base=" + folder,
                "-Dactivemq.conf=" + folder,
                "-Djava.io.tmpdir=" + folder,
                "-jar",
                PROGRAM.toString(),
                "start",
                "xbean:" + folder.resolve(CONFIGURATION).toUri());
    }
}
