package io.github.stampedestomp.server.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stampedestomp.broker.Broker;
import io.github.stampedestomp.broker.Message;
import io.github.stampedestomp.frame.Headers;
import io.github.stampedestomp.frame.ProtocolException;
import io.github.stampedestomp.user.UserDestinations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every broker keeps, on one server or on two that are joined. */
abstract class BrokerContract {
    /** Set apart what tests send from each other, as they share a broker. */
    private String mine;

    @BeforeEach
    void setApart() {
        mine = UUID.randomUUID().toString().substring(0, 8);
    }

    /** {@return the broker of one server} */
    abstract Broker here();

    /** {@return the broker of another server, or the same if there is but one} */
    abstract Broker there();

    // ---- topics ----

    @Test
    void eachSubscriberOfATopicGetsEachMessageOnceInOrder() {
        List<Recorder> subscribers = List.of(
                subscribe(here(), topic("a")),
                subscribe(here(), topic("a")),
                subscribe(there(), topic("a")),
                subscribe(there(), topic("*")),
                subscribe(here(), topic("**")));
        List<String> texts =
                IntStream.range(0, 200).mapToObj(i -> "message " + i).toList();
        texts.forEach(text -> send(here(), topic("a"), text));
        for (Recorder each : subscribers) {
            assertThat(each.nextTexts(texts.size())).as(each.destination()).isEqualTo(texts);
        }
        assertNothingMore(topic("a"), subscribers);
    }

    @Test
    void messagesOfBothServersReachSubscribersOfBoth() {
        Recorder one = subscribe(here(), topic("a"));
        Recorder other = subscribe(there(), topic("a"));
        await(send(here(), topic("a"), "from here"));
        await(send(there(), topic("a"), "from there"));
        assertThat(one.nextTexts(2)).containsExactly("from here", "from there");
        assertThat(other.nextTexts(2)).containsExactly("from here", "from there");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # pattern   | fits          | does not
            *           | a             | a/b
            */b         | a/b           | a/c
            a/*         | a/b           | a
            a/**        | a/b/c         | b/a
            a/**        | a             | ab
            **          | a/b/c/d       |
            **/b        | b             | a
            **/b        | a/c/b         | b/a
            a/**/b      | a/b           | a
            a/**/b      | a/c/d/b       | a/b/c
            *.b         | *.b           | a/b
            a*          | a*            | ab
            """)
    void aPatternGetsWhatFitsItAndNothingElse(String pattern, String fits, String doesNot) {
        Recorder subscriber = subscribe(there(), topic(pattern));
        if (doesNot != null) {
            await(send(here(), topic(doesNot), "not meant"));
        }
        await(send(here(), topic(fits), "meant"));
        Message message = subscriber.next();
        assertThat(Recorder.text(message)).isEqualTo("meant");
        assertThat(message.destination()).isEqualTo(topic(fits));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.b",
                "a b",
                "ä/ö",
                "🐎",
                "a=b",
                "=41",
                "50%",
                "%2F",
                "a>",
                ">",
                "#",
                "a,b",
                "a::b",
                "a?b",
                "a&b",
                "a\\b",
                "//",
                "a/",
                "A_b-c",
                "{a}",
                "=stampede="
            })
    void destinationsMeanWhatTheySayWhateverTheBrokerMakesOfThem(String odd) {
        Recorder topic = subscribe(there(), topic(odd));
        Recorder queue = subscribe(there(), queue(odd));
        Recorder other = subscribe(there(), topic("a/b"));
        await(send(here(), topic(odd), "to the topic"));
        await(send(here(), queue(odd), "to the queue"));
        assertThat(topic.nextText()).isEqualTo("to the topic");
        Message fromQueue = queue.next();
        assertThat(Recorder.text(fromQueue)).isEqualTo("to the queue");
        there().ack(queue, fromQueue);
        assertNothingMore(topic("a/b"), List.of(other));
    }

    @Test
    void headersSurviveAsTheyAreAndNothingIsAdded() {
        Headers headers = Headers.of(
                "content-type", "application/json;charset=utf-8",
                "reply-to", "/temp-queue/x",
                "expires", "1",
                "priority", "9",
                "persistent", "false",
                "type", "t",
                "selector", "a = 1",
                "transformation", "jms-byte",
                "correlation-id", "1",
                "destination-type", "ANYCAST",
                "twice", "first",
                "twice", "second",
                "odd:name\n", "odd:value\r\n\\",
                "ümlaut", "🐎",
                "empty", "",
                " blanks ", " kept ");
        Recorder subscriber = subscribe(there(), topic("a"));
        Recorder consumer = subscribe(there(), queue("a"));
        await(here().send(Message.of(topic("a"), headers, "x".getBytes(UTF_8))));
        await(here().send(Message.of(queue("a"), headers, "x".getBytes(UTF_8))));
        assertThat(subscriber.next().headers()).isEqualTo(headers);
        Message consumed = consumer.next();
        there().ack(consumer, consumed);
        assertThat(consumed.headers()).isEqualTo(headers);
    }

    @Test
    void bodiesOfAnyBytesSurvive() {
        byte[] all = new byte[64 * 1024];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        Recorder subscriber = subscribe(there(), topic("a"));
        for (byte[] body : List.of(new byte[0], new byte[] {0}, "text".getBytes(UTF_8), all)) {
            await(here().send(Message.of(topic("a"), Headers.of(), body)));
            assertThat(subscriber.next().body()).isEqualTo(body);
        }
    }

    @Test
    void whoHasLeftGetsNothingMoreAndMayComeBack() {
        Recorder stays = subscribe(there(), topic("a"));
        Recorder leaves = subscribe(there(), topic("a"));
        there().unsubscribe(leaves);
        await(send(here(), topic("a"), "one"));
        assertThat(stays.nextText()).isEqualTo("one");
        assertThat(leaves.isEmpty()).isTrue();
        there().unsubscribe(stays);
        await(there().subscribe(leaves));
        await(send(here(), topic("a"), "two"));
        assertThat(leaves.nextText()).isEqualTo("two");
    }

    @Test
    void severalMessagesGoTogetherInTheirOrder() {
        Recorder one = subscribe(there(), topic("a"));
        Recorder other = subscribe(there(), queue("a"));
        await(here().sendAll(List.of(
                Message.of(topic("a"), "one"),
                Message.of(queue("a"), "two"),
                Message.of(topic("a"), "three"),
                Message.of(queue("a"), "four"))));
        assertThat(one.nextTexts(2)).containsExactly("one", "three");
        assertThat(consume(there(), other, 2)).containsExactly("two", "four");
    }

    @Test
    void noMessagesAtAllAreConfirmed() {
        await(here().sendAll(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/elsewhere/a", "/topic/*", "/queue/**", "/topic/\n", "/topic/"})
    void whatCannotBeSentIsRefusedAndNothingIsDelivered(String bad) {
        Recorder subscriber = subscribe(here(), topic("a"));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> here().sendAll(List.of(Message.of(topic("a"), "one"), Message.of(bad, "two"))));
        assertNothingMore(topic("a"), List.of(subscriber));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/elsewhere/a", "/queue/*", "/topic/\n", "/queue/"})
    void whatCannotBeSubscribedToIsRefused(String bad) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> here().subscribe(new Recorder(bad)));
    }

    // ---- users ----

    @Test
    void aUserIsReachedOnEveryServer() {
        String destination = UserDestinations.of("anna " + mine, "/queue/x");
        Recorder one = subscribe(here(), destination);
        Recorder other = subscribe(there(), destination);
        Recorder somebody = subscribe(there(), UserDestinations.of("ben " + mine, "/queue/x"));
        for (String text : List.of("one", "two", "three")) {
            await(here().send(UserDestinations.message(destination, Headers.of("a", "b"), text.getBytes(UTF_8), null)));
        }
        assertThat(one.nextTexts(3)).containsExactly("one", "two", "three");
        Message first = other.next();
        assertThat(first.shown()).isEqualTo("/user/queue/x");
        assertThat(first.headers()).isEqualTo(Headers.of("a", "b"));
        assertThat(other.nextTexts(2)).containsExactly("two", "three");
        assertThat(somebody.isEmpty()).isTrue();
    }

    @Test
    void aSessionOfAnotherServerIsReached() {
        String destination = UserDestinations.ofSession("0123456789abcdef" + mine, "/queue/x");
        Recorder session = subscribe(there(), destination);
        await(here().send(UserDestinations.message(destination, Headers.of(), "hello".getBytes(UTF_8), null)));
        assertThat(session.nextText()).isEqualTo("hello");
    }

    // ---- queues ----

    @Test
    void eachMessageOfAQueueGoesToOneConsumerWhereverItIs() {
        List<Recorder> consumers = List.of(
                new Recorder(queue("a")), new Recorder(queue("a")), new Recorder(queue("a")), new Recorder(queue("a")));
        await(here().subscribe(consumers.get(0)));
        await(here().subscribe(consumers.get(1)));
        await(there().subscribe(consumers.get(2)));
        await(there().subscribe(consumers.get(3)));
        List<String> texts =
                IntStream.range(0, 100).mapToObj(i -> "message " + i).toList();
        texts.forEach(text -> send(here(), queue("a"), text));
        List<String> gotHere = new ArrayList<>();
        List<String> gotThere = new ArrayList<>();
        Until.isTrue(() -> {
            consumeWhatIsThere(here(), consumers.subList(0, 2), gotHere);
            consumeWhatIsThere(there(), consumers.subList(2, 4), gotThere);
            return gotHere.size() + gotThere.size() == texts.size();
        });
        assertThat(gotHere).isNotEmpty();
        assertThat(gotThere).isNotEmpty();
        assertThat(Stream.concat(gotHere.stream(), gotThere.stream())).containsExactlyInAnyOrderElementsOf(texts);
    }

    @Test
    void messagesOfAQueueWaitUntilSomebodyConsumes() {
        await(send(here(), queue("a"), "one"));
        await(send(here(), queue("a"), "two"));
        Recorder consumer = subscribe(there(), queue("a"));
        assertThat(consume(there(), consumer, 2)).containsExactly("one", "two");
    }

    @Test
    void whatWasAckedNeverComesAgain() {
        Recorder first = subscribe(there(), queue("a"));
        await(send(here(), queue("a"), "one"));
        await(send(here(), queue("a"), "two"));
        assertThat(consume(there(), first, 2)).containsExactly("one", "two");
        there().unsubscribe(first);
        await(send(here(), queue("a"), "three"));
        Recorder second = subscribe(here(), queue("a"));
        assertThat(consume(here(), second, 1)).containsExactly("three");
    }

    @Test
    void whatAConsumerLeavesBehindGoesToOneOfTheOtherServer() {
        Recorder leaves = subscribe(there(), queue("a"));
        await(send(here(), queue("a"), "one"));
        await(send(here(), queue("a"), "two"));
        assertThat(leaves.nextTexts(2)).containsExactly("one", "two");
        there().unsubscribe(leaves);
        Recorder next = subscribe(here(), queue("a"));
        Set<String> got = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            Message message = next.next();
            got.add(Recorder.text(message));
            here().ack(next, message);
        }
        assertThat(got).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void whatAConsumerDoesNotWantGoesToTheNext() {
        Recorder one = subscribe(there(), queue("a"));
        Recorder other = subscribe(there(), queue("a"));
        await(send(here(), queue("a"), "hello"));
        Message first = one.next();
        there().nack(one, first);
        Message again = other.next();
        assertThat(Recorder.text(again)).isEqualTo("hello");
        there().ack(other, again);
    }

    @Test
    void onlyWhatWasDeliveredBeforeBearsTheMark() {
        Recorder leaves = subscribe(there(), queue("a"));
        await(send(here(), queue("a"), "hello"));
        Message first = leaves.next();
        assertThat(Wire.isMarked(first)).isFalse();
        Recorder next = subscribe(there(), queue("a"));
        there().unsubscribe(leaves);
        Message again = next.next();
        assertThat(Recorder.text(again)).isEqualTo("hello");
        assertThat(Wire.isMarked(again)).isTrue();
        there().ack(next, again);
    }

    @Test
    void settlingInTheNameOfAnotherDoesNothing() {
        Recorder one = subscribe(there(), queue("a"));
        await(send(here(), queue("a"), "hello"));
        Message message = one.next();
        there().ack(new Recorder(queue("a")), message);
        there().unsubscribe(one);
        Recorder next = subscribe(there(), queue("a"));
        assertThat(consume(there(), next, 1)).containsExactly("hello");
    }

    @Test
    void aQueueIsNoTopicOfTheSameName() {
        Recorder topic = subscribe(there(), topic("a"));
        Recorder queue = subscribe(there(), queue("a"));
        await(send(here(), queue("a"), "to the queue"));
        await(send(here(), topic("a"), "to the topic"));
        assertThat(topic.nextText()).isEqualTo("to the topic");
        assertThat(consume(there(), queue, 1)).containsExactly("to the queue");
        assertThat(topic.isEmpty()).isTrue();
    }

    @Test
    void nobodyIsHeldBackAnyMoreOnceAllIsConfirmed() {
        Holds holds = new Holds();
        Recorder subscriber = subscribe(there(), topic("a"));
        byte[] body = new byte[8 * 1024];
        List<CompletionStage<Void>> sent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sent.add(here().send(Message.of(topic("a"), Headers.of(), body, holds)));
        }
        sent.forEach(BrokerContract::await);
        for (int i = 0; i < 100; i++) {
            assertThat(subscriber.next().body()).isEqualTo(body);
        }
        assertThat(holds.count()).isZero();
    }

    // ---- words ----

    String topic(String name) {
        return "/topic/" + mine + "/" + name;
    }

    String queue(String name) {
        return "/queue/" + mine + "/" + name;
    }

    static Recorder subscribe(Broker broker, String destination) {
        Recorder subscriber = new Recorder(destination);
        await(broker.subscribe(subscriber));
        return subscriber;
    }

    static CompletionStage<Void> send(Broker broker, String destination, String text) {
        return broker.send(Message.of(destination, text));
    }

    static void await(CompletionStage<Void> stage) {
        stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    static List<String> consume(Broker broker, Recorder consumer, int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Message message = consumer.next();
            texts.add(Recorder.text(message));
            broker.ack(consumer, message);
        }
        return texts;
    }

    private static void consumeWhatIsThere(Broker broker, List<Recorder> consumers, List<String> texts) {
        for (Recorder consumer : consumers) {
            while (!consumer.isEmpty()) {
                texts.addAll(consume(broker, consumer, 1));
            }
        }
    }

    /** What is sent last comes last, so that nothing can be on its way any more. */
    private void assertNothingMore(String destination, List<Recorder> subscribers) {
        await(send(here(), destination, "the last one"));
        for (Recorder each : subscribers) {
            assertThat(each.nextText()).as(each.destination()).isEqualTo("the last one");
        }
    }
}
