package io.github.stampedestomp.server.api;

import io.github.stampedestomp.server.http.Response;
import io.github.stampedestomp.server.http.Status;
import io.github.stampedestomp.user.ClientSession;
import io.github.stampedestomp.user.OnlineUser;
import io.github.stampedestomp.user.Users;

/** Ends sessions and subscriptions, and says when sign-ins end. */
final class Ending {
    private final Users users;

    Ending(Users users) {
        this.users = users;
    }

    Response user(Call call) {
        OnlineUser user = users.find(call.rest()).orElseThrow(() -> ApiFault.notFound("such user online"));
        user.close(call.reason());
        return Problem.json(new JsonObject().put("sessions", user.sessions().size()));
    }

    Response session(Call call) {
        session(users, call).close(call.reason());
        return Response.of(Status.NO_CONTENT);
    }

    Response subscription(Call call) {
        session(users, call).unsubscribe(call.required("destination"), call.reason());
        return Response.of(Status.NO_CONTENT);
    }

    Response renew(Call call) {
        ClientSession session = session(users, call);
        if (session.user().isEmpty()) {
            throw ApiFault.of(Status.UNPROCESSABLE_CONTENT, "nobody has signed in to this session");
        }
        session.renew(call.until());
        return Response.of(Status.NO_CONTENT);
    }

    static ClientSession session(Users users, Call call) {
        return users.session(call.rest()).orElseThrow(() -> ApiFault.notFound("such session"));
    }
}
