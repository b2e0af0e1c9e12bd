package io.github.stampedestomp.examples.chat;

import io.github.stampedestomp.request.Request;
import io.github.stampedestomp.request.Requests;
import io.github.stampedestomp.user.Attempt;
import io.github.stampedestomp.user.Denied;
import io.github.stampedestomp.user.Rules;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * The rooms. What is sent to {@code /app/room/{room}} travels on {@code /topic/room/{room}}; that somebody is typing, sent to
 * {@code /app/typing/room/{room}}, on {@code /topic/room/{room}/typing}.
 */
final class Rooms {
    /** Those whose subscribers the server watches, to tell who is there. */
    static final String TOPICS = "/topic/room/*";

    private static final String TOPIC = "/topic/room/";
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,32}");

    private Rooms() {}

    static void rules(Rules.Builder rules) {
        rules.subscribe(TOPIC + "{room}", TOPIC + "{room}/presence", TOPIC + "{room}/typing")
                .when(Rooms::isRoom);
    }

    static void requests(Requests.Builder requests) {
        requests.onRequest("/app/room/{room}", Rooms::say).onSend("/app/typing/room/{room}", Rooms::type);
    }

    /** {@return what is done when all subscribers will get it: only then the page is told that its message is delivered} */
    private static CompletionStage<Void> say(Request request) {
        return request.send(TOPIC + checked(request.path("room")), Written.in(request));
    }

    private static void type(Request request) {
        String topic = TOPIC + checked(request.path("room")) + "/typing";
        request.send(topic, new Typing(request.user().name()));
    }

    private static boolean isRoom(Attempt attempt) {
        checked(attempt.path("room"));
        return true;
    }

    private static String checked(String room) {
        if (!ID.matcher(room).matches()) {
            throw Denied.because("A room's name has 1 to 32 small letters, digits and hyphens");
        }
        return room;
    }
}
