package io.github.stampedestomp.server;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.server.http.Origins;
import io.github.stampedestomp.session.Authenticator;
import io.github.stampedestomp.session.SessionListener;
import io.github.stampedestomp.session.SessionSettings;
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
        Map<String, String> filesByPrefix,
        Origins origins,
        int connections,
        int eventLoops,
        Duration stopPatience,
        Broker broker,
        SessionSettings session,
        @Nullable Authenticator authenticator,
        SessionListener listener,
        @Nullable Executor executor) {}
