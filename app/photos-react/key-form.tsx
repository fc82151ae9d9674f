import { useEffect, useRef } from "react";

/**
 * The form that asks for an API key. Its field has the focus, again after each key that was not accepted.
 * @param attempts number of keys that were not accepted.
 */
export function KeyForm({ attempts, onKey }: { readonly attempts: number; readonly onKey: (key: string) => void }) {
    const field = useRef<HTMLInputElement>(null);
    // biome-ignore lint/correctness/useExhaustiveDependencies: the field gets the focus after each attempt.
    useEffect(() => {
        field.current?.focus();
        field.current?.select();
    }, [attempts]);
    const isRejected = attempts > 0;
    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                onKey(field.current?.value.trim() ?? "");
            }}
        >
            <p id="key-hint" className="hint">
                Only clients with an API key may share photos. The key is kept until you close this tab.
            </p>
            {isRejected && (
                // Another element for each attempt, so that a screen reader says the same text again.
                <p id="key-problem" role="alert" key={attempts}>
                    The API did not accept this key. Check it and try again.
                </p>
            )}
            <label htmlFor="key">API key</label>
            <div className="fields">
                <input
                    id="key"
                    ref={field}
                    type="password"
                    autoComplete="off"
                    spellCheck={false}
                    required
                    aria-invalid={isRejected}
                    aria-describedby={isRejected ? "key-problem key-hint" : "key-hint"}
                />
                <button type="submit">Show the photos</button>
            </div>
        </form>
    );
}
