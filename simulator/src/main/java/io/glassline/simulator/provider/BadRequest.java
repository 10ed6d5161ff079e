package io.glassline.simulator.provider;

/// The stand-ins' own pages were asked something that makes no sense. Becomes a problem+json answer.
public final class BadRequest extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    public BadRequest(String detail) {
        this(400, detail);
    }

    public BadRequest(int status, String detail) {
        super(detail);
        this.status = status;
    }

    public int status() {
        return status;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
