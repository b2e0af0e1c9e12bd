package io.github.stampedestomp.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@link SlowReader#CONFLATE}: once the client is behind, and until nothing waits, only the last delivery of each subscription
 * and destination waits, in the turn of the first one.
 */
final class ConflatingLane extends Lane {
    private record Place(Subscription subscription, String destination) {}

    private final Map<Place, Delivery> lastByPlace = new LinkedHashMap<>();
    /** Whether all that waits is in the map. */
    private boolean isBehind;

    @Override
    long fallBehind() {
        long freed = 0;
        if (!isBehind) {
            isBehind = true;
            while (super.first() != null) {
                Delivery each = super.takeFirst();
                freed += each.weight();
                freed -= replace(each);
            }
        }
        return freed;
    }

    @Override
    long add(Delivery delivery) {
        return isBehind ? replace(delivery) : super.add(delivery);
    }

    private long replace(Delivery delivery) {
        Place place = new Place(delivery.subscription(), delivery.message().shown());
        Delivery former = lastByPlace.get(place);
        if (former == null) {
            lastByPlace.put(place, delivery);
            return delivery.weight();
        }
        lastByPlace.put(place, new Delivery(delivery.subscription(), delivery.message(), former.turn()));
        countDropped();
        return (long) delivery.weight() - former.weight();
    }

    @Override
    @Nullable
    Delivery first() {
        return isBehind && !lastByPlace.isEmpty()
                ? lastByPlace.values().iterator().next()
                : super.first();
    }

    @Override
    Delivery takeFirst() {
        if (!isBehind || lastByPlace.isEmpty()) {
            return super.takeFirst();
        }
        Iterator<Delivery> each = lastByPlace.values().iterator();
        Delivery first = each.next();
        each.remove();
        isBehind = each.hasNext();
        return first;
    }

    @Override
    Delivery takeVictim() {
        return takeFirst();
    }

    @Override
    int size() {
        return super.size() + lastByPlace.size();
    }
}
