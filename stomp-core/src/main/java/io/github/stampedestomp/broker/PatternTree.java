package io.github.stampedestomp.broker;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions by pattern: a tree with a level for each segment of a destination. {@code *} stands for one segment,
 * {@code **} for any number of them, none included; both only as whole segments.
 *
 * <p>Looking up takes time in proportion to the segments of the destination times the nodes of the tree that fit, whatever
 * patterns clients have made up. It takes no lock; changes do.
 */
final class PatternTree {
    static final String ONE = "*";
    static final String ANY = "**";

    private static final class Node {
        final Map<String, Node> children = new ConcurrentHashMap<>();
        final SubscriberSet subscribers = new SubscriberSet();
        /** Whether this node ends with {@code **}, and so stays reached whatever segment follows. */
        final boolean any;

        Node(boolean any) {
            this.any = any;
        }

        boolean isEmpty() {
            return children.isEmpty() && subscribers.isEmpty();
        }
    }

    private final Node root = new Node(false);
    private final Occupancy occupancy;

    PatternTree(Occupancy occupancy) {
        this.occupancy = occupancy;
    }

    synchronized void add(Subscriber subscriber) {
        occupancy.requireRoomForDestination();
        Node node = root;
        for (String segment : Destinations.segments(subscriber.destination())) {
            node = node.children.computeIfAbsent(segment, name -> new Node(name.equals(ANY)));
        }
        occupancy.addDestinations(node.subscribers.isEmpty() ? 1 : 0);
        occupancy.addSubscriptions(node.subscribers.add(subscriber) ? 1 : 0);
    }

    synchronized void remove(Subscriber subscriber) {
        remove(root, Destinations.segments(subscriber.destination()), 0, subscriber);
    }

    @GuardedBy("this")
    private void remove(Node node, String[] segments, int depth, Subscriber subscriber) {
        if (depth == segments.length) {
            boolean isRemoved = node.subscribers.remove(subscriber);
            occupancy.addSubscriptions(isRemoved ? -1 : 0);
            occupancy.addDestinations(isRemoved && node.subscribers.isEmpty() ? -1 : 0);
            return;
        }
        Node child = node.children.get(segments[depth]);
        if (child != null) {
            remove(child, segments, depth + 1, subscriber);
            if (child.isEmpty()) {
                node.children.remove(segments[depth]);
            }
        }
    }

    boolean isEmpty() {
        return root.children.isEmpty();
    }

    /** {@return the subscribers of precisely a pattern, or null if there are none} */
    @Nullable
    SubscriberSet find(String pattern) {
        Node node = root;
        for (String segment : Destinations.segments(pattern)) {
            node = node.children.get(segment);
            if (node == null) {
                return null;
            }
        }
        return node.subscribers;
    }

    /** Calls a function with each pattern that has subscribers. */
    synchronized void forEach(BiConsumer<String, SubscriberSet> action) {
        // Each destination begins with a slash, so the first level holds nothing but the empty segment.
        root.children.forEach((segment, child) -> forEach(segment, child, action));
    }

    private static void forEach(String pattern, Node node, BiConsumer<String, SubscriberSet> action) {
        if (!node.subscribers.isEmpty()) {
            action.accept(pattern, node.subscribers);
        }
        node.children.forEach((segment, child) -> forEach(pattern + "/" + segment, child, action));
    }

    /** Calls a function with the subscribers of each pattern that fits a destination. */
    void match(String destination, Consumer<SubscriberSet> found) {
        Reached here = new Reached();
        here.add(root);
        for (String segment : Destinations.segments(destination)) {
            Reached next = new Reached();
            for (Node node : here.nodes) {
                step(node, segment, next);
            }
            here = next;
        }
        here.nodes.forEach(node -> found.accept(node.subscribers));
    }

    private static void step(Node node, String segment, Reached next) {
        next.add(node.children.get(segment));
        next.add(node.children.get(ONE));
        if (node.any) {
            next.add(node);
        }
    }

    /** The nodes that fit the segments up to one of them. */
    private static final class Reached {
        /** As few as this are compared one by one; most often there is one at most. */
        private static final int FEW = 8;

        final List<Node> nodes = new ArrayList<>(FEW);
        private int anyCount;
        private @Nullable Set<Node> many;

        void add(@Nullable Node node) {
            // Only a ** can be reached twice, from above and by staying.
            if (node != null && (!node.any || isNew(node))) {
                nodes.add(node);
                // It may stand for no segment at all.
                add(node.children.get(ANY));
            }
        }

        private boolean isNew(Node any) {
            if (anyCount < FEW) {
                boolean known = anyCount > 0 && containsSame(any);
                anyCount += known ? 0 : 1;
                return !known;
            }
            if (many == null) {
                many = Collections.newSetFromMap(new IdentityHashMap<>());
                nodes.stream().filter(node -> node.any).forEach(many::add);
            }
            return many.add(any);
        }

        /** Nodes have no equality but identity. */
        private boolean containsSame(Node node) {
            return nodes.contains(node);
        }
    }
}
