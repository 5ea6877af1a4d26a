package io.networkanalytics.bench.tracker;

/** Which packets of a connection an observer sees. */
enum View {
    CLIENT_TO_SERVER("client to server"),
    SERVER_TO_CLIENT("server to client"),
    BOTH("both directions");

    private final String text;

    View(String text) {
        this.text = text;
    }

    boolean sees(boolean fromClient) {
        return this == BOTH || fromClient == (this == CLIENT_TO_SERVER);
    }

    @Override
    public String toString() {
        return text;
    }
}
