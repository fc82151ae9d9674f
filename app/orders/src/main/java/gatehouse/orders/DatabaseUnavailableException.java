package gatehouse.orders;

/** The database cannot be reached, or is not ready yet; the same call may succeed later. */
final class DatabaseUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DatabaseUnavailableException(Throwable cause) {
        super("The database cannot be reached.", cause);
    }
}
