package io.github.stampedestomp.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.LogOf;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an observer of sessions learns, and that it cannot hurt them. */
class SessionObserverTest {
    @RegisterExtension
    final Conversations server = new Conversations();

    @RegisterExtension
    final LogOf log = new LogOf(GuardedObserver.class);

    private final List<String> told = new ArrayList<>();
    private boolean throwsAll;

    private final SessionObserver observer = (SessionObserver) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {SessionObserver.class}, (proxy, method, arguments) -> {
                told.add(method.getName());
                if (throwsAll) {
                    throw new AssertionError("on purpose");
                }
                return null;
            });

    @Test
    void aSessionTellsWhatHappensInIt() {
        server.observer(observer);
        Conversation client = server.connected("1.2");
        client.sends("SUBSCRIBE\nid:1\ndestination:/topic/a\n\n^@");
        server.publishes("/topic/a", "hello");
        client.readsOne("MESSAGE");
        client.sends("DISCONNECT\n\n^@");
        assertThat(told)
                .containsExactly("opened", "received", "connected", "received", "delivered", "received", "ended");
    }

    @Test
    void anObserverThatThrowsHurtsNoSession() {
        server.observer(observer);
        throwsAll = true;
        Conversation client = server.connected("1.2");
        client.sends("SUBSCRIBE\nid:1\ndestination:/topic/a\n\n^@");
        server.publishes("/topic/a", "hello");
        client.readsOne("MESSAGE");
        client.sends("DISCONNECT\nreceipt:1\n\n^@");
        client.readsOne("RECEIPT");
        assertThat(log.lines()).singleElement().asString().contains("an observer of sessions has failed");
    }

    @Test
    void everyKindOfNewsReachesTheObserverAndNothingThatItThrowsComesBack() throws ReflectiveOperationException {
        throwsAll = true;
        SessionObserver guarded = new GuardedObserver(observer);
        List<String> all = Arrays.stream(SessionObserver.class.getMethods())
                .map(Method::getName)
                .toList();
        for (Method method : SessionObserver.class.getMethods()) {
            method.invoke(
                    guarded,
                    Arrays.stream(method.getParameterTypes())
                            .map(SessionObserverTest::any)
                            .toArray());
        }
        assertThat(told).hasSizeGreaterThan(5).containsExactlyElementsOf(all);
    }

    private static Object any(Class<?> type) {
        if (type == int.class) {
            return 1;
        }
        return type == long.class ? (Object) 1L : type.isEnum() ? type.getEnumConstants()[0] : null;
    }
}
