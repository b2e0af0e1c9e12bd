package io.github.stampedestomp.server.api;

import io.github.stampedestomp.broker.DestinationStatus;
import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.user.ClientSession;
import io.github.stampedestomp.user.OnlineUser;
import io.github.stampedestomp.user.Present;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tells who and what there is. Lists come in pages, each sorted and beginning behind a name. An entry of a list counts what
 * clients can have much of, and only what is looked at alone tells it.
 */
final class Looking {
    private final ApiParts parts;

    Looking(ApiParts parts) {
        this.parts = parts;
    }

    Response users(Call call) {
        Stream<OnlineUser> users = parts.users().names().stream()
                .filter(name -> name.compareTo(call.after()) > 0)
                .map(parts.users()::find)
                .flatMap(Optional::stream);
        return page("users", users, OnlineUser::name, Looking::entry, call);
    }

    Response user(Call call) {
        return Problem.json(
                json(parts.users().find(call.rest()).orElseThrow(() -> ApiFault.notFound("such user online"))));
    }

    Response sessions(Call call) {
        Stream<ClientSession> sessions =
                parts.users().sessions().stream().filter(session -> session.id().compareTo(call.after()) > 0);
        return page("sessions", sessions, ClientSession::id, Looking::entry, call);
    }

    Response session(Call call) {
        return Problem.json(json(Ending.session(parts.users(), call)));
    }

    Response destinations(Call call) {
        Stream<DestinationStatus> found = parts.broker().destinations().stream()
                .filter(status -> status.destination().compareTo(call.after()) > 0)
                .sorted(Comparator.comparing(DestinationStatus::destination));
        return page("destinations", found, DestinationStatus::destination, Looking::json, call);
    }

    Response presence(Call call) {
        Present present = parts.presence()
                .of(call.destination())
                .orElseThrow(() -> ApiFault.notFound("presence of this destination, it is not watched"));
        return Problem.json(new JsonObject()
                .put("destination", present.destination())
                .put("subscriptions", present.subscriptions())
                .put("count", present.count())
                .putTexts("users", present.users()));
    }

    /** A page that is full may have a next one, whose parameter {@code after} it tells. */
    private static <T> Response page(
            String name, Stream<T> all, Function<T, String> key, Function<T, JsonObject> json, Call call) {
        List<T> page = all.limit(call.limit() + 1L).toList();
        boolean hasNext = page.size() > call.limit();
        List<T> shown = hasNext ? page.subList(0, call.limit()) : page;
        JsonObject object =
                new JsonObject().putObjects(name, shown.stream().map(json).toList());
        return Problem.json(hasNext ? object.put("next", key.apply(shown.get(shown.size() - 1))) : object);
    }

    private static JsonObject entry(OnlineUser user) {
        return head(user).put("sessionCount", user.sessions().size());
    }

    private static JsonObject json(OnlineUser user) {
        return head(user)
                .putObjects(
                        "sessions", user.sessions().stream().map(Looking::entry).toList());
    }

    private static JsonObject head(OnlineUser user) {
        return new JsonObject()
                .put("name", user.name())
                .put("since", user.since().toString());
    }

    private static JsonObject entry(ClientSession session) {
        return head(session).put("subscriptionCount", session.subscriptions().size());
    }

    private static JsonObject json(ClientSession session) {
        return head(session).put("subscriptions", session.subscriptions());
    }

    private static JsonObject head(ClientSession session) {
        JsonObject object = new JsonObject().put("id", session.id());
        session.user().ifPresent(user -> object.put("user", user.name()));
        return object.put("since", session.since().toString()).put("address", session.remoteAddress());
    }

    private static JsonObject json(DestinationStatus status) {
        return new JsonObject()
                .put("destination", status.destination())
                .put("subscribers", status.subscribers())
                .put("waitingMessages", status.waitingMessages());
    }
}
