package io.github.stampedestomp.examples.proxy;

import org.junit.jupiter.api.extension.RegisterExtension;

class HaproxyTest extends ProxyContract {
    @RegisterExtension
    static final Proxy proxy = Proxy.haproxy();

    @Override
    Proxy proxy() {
        return proxy;
    }
}
