package io.github.stampedestomp.server;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.server.http.HttpLimits;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.server.net.Admission;
import io.github.stampedestomp.server.relay.RelaySettings;
import io.github.stampedestomp.session.Authenticator;
import io.github.stampedestomp.session.Authority;
import io.github.stampedestomp.session.SessionListener;
import io.github.stampedestomp.session.SessionSettings;
import io.github.stampedestomp.user.PresenceSettings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What a server was built with. All values have been checked. */
record Settings(
        InetSocketAddress address,
        String path,
        @Nullable SockJs sockJs,
        @Nullable HttpApi api,
        @Nullable TlsEngines tls,
        Duration handshakeTimeout,
        @Nullable Monitoring monitoring,
        Map<String, String> filesByPrefix,
        String filePolicy,
        Origins origins,
        Admission admission,
        HttpLimits http,
        int fragments,
        int eventLoops,
        Drain drain,
        Broker broker,
        @Nullable RelaySettings relay,
        BrokerListener brokerListener,
        SessionSettings session,
        PresenceSettings presence,
        @Nullable Authenticator authenticator,
        Authority authority,
        Requests requests,
        SessionListener listener,
        @Nullable Executor executor) {}
