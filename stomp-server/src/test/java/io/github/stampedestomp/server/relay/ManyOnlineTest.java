package io.github.stampedestomp.server.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stampedestomp.user.ClientSession;
import io.github.stampedestomp.user.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers with very many clients. */
class ManyOnlineTest {
    private static final int MANY = 30_000;

    private final String mine = UUID.randomUUID().toString().substring(0, 8);
    private final String room = "/topic/room/" + mine;
    private final List<SampleSession> sessions = new ArrayList<>();
    private Node there;

    @BeforeEach
    void fill() {
        there = Node.start(SharedBrokers.artemis());
        for (int i = 0; i < MANY; i++) {
            come(i);
        }
    }

    @AfterEach
    void part() {
        there.close();
    }

    @Test
    void aServerThatComesLaterLearnsAllOfThirtyThousandSessions() {
        try (Node late = Node.start(SharedBrokers.artemis())) {
            Until.isTrue(() -> ids(late).size() == MANY);
            assertThat(late.users().names()).contains("user" + (MANY - 1) + mine);
            SampleSession last = new SampleSession("last " + mine, "l" + node());
            there.users().add(last);
            Until.isTrue(() -> late.users().isOnline("last " + mine));
        }
    }

    @Test
    void whoComesAndGoesWhileAllIsToldIsKnownInTheEndAsItIs() {
        Random random = new Random(4711);
        try (Node late = Node.start(SharedBrokers.artemis())) {
            for (int i = MANY; i < MANY + 5000 || ids(late).isEmpty(); i++) {
                come(i);
                go(random.nextInt(sessions.size()));
                there.presence().entered(room, User.named("user" + i % 7));
                if (i % 3 == 0) {
                    there.presence().left(room, User.named("user" + i % 7));
                }
                if (i % 20 == 0) { // no faster than the broker is
                    BrokerContract.await(BrokerContract.send(there.broker(), "/topic/" + mine, "on"));
                }
            }
            Until.isTrue(() -> ids(late).equals(ids(there)));
            Until.isTrue(() -> late.presence().of(room).equals(there.presence().of(room)));
            assertThat(ids(there)).hasSize(MANY);
        }
    }

    private void come(int number) {
        SampleSession session = new SampleSession("user" + number + mine, number + node());
        sessions.add(session);
        there.users().add(session);
    }

    private void go(int index) {
        there.users().remove(sessions.get(index));
        sessions.set(index, sessions.get(sessions.size() - 1));
        sessions.remove(sessions.size() - 1);
    }

    private List<String> ids(Node of) {
        return of.users().sessions().stream()
                .map(ClientSession::id)
                .filter(id -> id.endsWith(node()))
                .toList();
    }

    private String node() {
        return there.broker().node();
    }
}
