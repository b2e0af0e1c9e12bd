package io.github.stampedestomp.examples.proxy;

import org.junit.jupiter.api.extension.RegisterExtension;

class NginxTest extends ProxyContract {
    @RegisterExtension
    static final Proxy proxy = Proxy.nginx();

    @Override
    Proxy proxy() {
        return proxy;
    }
}
