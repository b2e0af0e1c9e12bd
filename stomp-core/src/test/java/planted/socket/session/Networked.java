package planted.socket.session;

import java.net.Socket;

/** A session that opens its own connection. */
record Networked(Socket socket) {}
