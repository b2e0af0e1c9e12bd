package io.github.stampedestomp.examples.clients;

/** A way in which sockjs-client talks to a server. */
enum SockJsTransport {
    WEBSOCKET("websocket", "websocket", Place.PAGE, "403"),
    XHR_STREAMING("xhr-streaming", "xhr_streaming", Place.PAGE, "CORS"),
    EVENTSOURCE("eventsource", "eventsource", Place.PAGE, "CORS"),
    IFRAME_EVENTSOURCE("iframe-eventsource", "eventsource", Place.IFRAME, "frame-ancestors"),
    HTMLFILE("htmlfile", "htmlfile", Place.OWN_PAGE, "cross-origin"),
    IFRAME_HTMLFILE("iframe-htmlfile", "htmlfile", Place.IFRAME, "frame-ancestors"),
    XHR_POLLING("xhr-polling", "xhr", Place.PAGE, "CORS"),
    IFRAME_XHR_POLLING("iframe-xhr-polling", "xhr", Place.IFRAME, "frame-ancestors"),
    JSONP_POLLING("jsonp-polling", "jsonp", Place.PAGE, "403");

    /** Where a transport sends its requests from. */
    enum Place {
        /** From any page. */
        PAGE,
        /** From a page of the server, inside any page. */
        IFRAME,
        /** From pages of the server's own origin; sockjs-client uses it in no others. */
        OWN_PAGE
    }

    private final String text;
    private final String resource;
    private final Place place;
    private final String complaint;

    SockJsTransport(String text, String resource, Place place, String complaint) {
        this.text = text;
        this.resource = resource;
        this.place = place;
        this.complaint = complaint;
    }

    /** {@return the last segment of the URL at which it receives} */
    String resource() {
        return resource;
    }

    Place place() {
        return place;
    }

    /** {@return a word of what the browser complains about when a page may not use it} */
    String complaint() {
        return complaint;
    }

    /** {@return whether there are moments in which no request of the client waits} */
    boolean polls() {
        return text.endsWith("polling");
    }

    /** {@return the name that sockjs-client has for it} */
    @Override
    public String toString() {
        return text;
    }
}
