package io.github.stampedestomp.examples.chat;

import io.github.stampedestomp.examples.proxy.Proxy;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChatBehindHaproxyTest extends ChatBehindProxy {
    @RegisterExtension
    static final Proxy proxy = Proxy.haproxy();

    @Override
    Proxy proxy() {
        return proxy;
    }
}
