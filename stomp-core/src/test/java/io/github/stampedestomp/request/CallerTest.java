package io.github.stampedestomp.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.stampedestomp.user.User;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallerTest {
    @Test
    void onlyTheApplicationIsTheApplication() {
        assertThat(Caller.application().isApplication()).isTrue();
        assertThat(Caller.user(User.named("anna")).isApplication()).isFalse();
    }

    @Test
    void aUserWhomNobodyKnowsDoesNotBecomeTheApplication() {
        assertThatNullPointerException().isThrownBy(() -> Caller.user(null));
    }

    @Test
    void whoHasNoSessionHasNothingToRenew() {
        Caller caller = Caller.user(User.named("anna"));
        assertThat(caller.session()).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> caller.renew(Instant.now()));
    }
}
