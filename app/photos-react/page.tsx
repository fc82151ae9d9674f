import { useEffect, useRef, useState } from "react";
import { AlbumView } from "./album-view";
import { forgetKey, storedKey, storeKey } from "./api-key";
import { KeyForm } from "./key-form";
import { KeyError, PhotosApi } from "./photos-api";

interface State {
    readonly isLoading: boolean;
    readonly hasFailed?: boolean;
    /** Number of keys that the API did not accept. */
    readonly attempts: number;
    readonly api?: PhotosApi;
}

/** The page of shared photos, on the same host as the API; it asks for an API key first. */
export function PhotosPage() {
    const [{ isLoading, hasFailed = false, attempts, api }, setState] = useState<State>({
        isLoading: true,
        attempts: 0,
    });
    const heading = useRef<HTMLHeadingElement>(null);

    const load = async (key: string) => {
        try {
            const found = await PhotosApi.find(key);
            await found.list();
            storeKey(key);
            setState({ isLoading: false, attempts: 0, api: found });
        } catch (error) {
            const isRejected = error instanceof KeyError;
            if (isRejected) forgetKey();
            setState((before) => ({
                isLoading: false,
                hasFailed: !isRejected,
                attempts: before.attempts + (isRejected ? 1 : 0),
            }));
        }
    };

    // biome-ignore lint/correctness/useExhaustiveDependencies: once, as a page is opened.
    useEffect(() => {
        const key = storedKey();
        if (key === undefined) setState({ isLoading: false, attempts: 0 });
        else void load(key);
    }, []);

    // The form, which had the focus, is gone. React renders later than the state is set: no focus may move before.
    useEffect(() => {
        if (api !== undefined) heading.current?.focus();
    }, [api]);

    const changeKey = () => {
        forgetKey();
        setState({ isLoading: false, attempts: 0 });
    };

    return (
        <>
            <header>
                <h1 ref={heading} tabIndex={-1}>
                    Photos
                </h1>
                {api !== undefined && (
                    <button type="button" onClick={changeKey}>
                        Use another key
                    </button>
                )}
            </header>
            {isLoading && <p role="status">Loading …</p>}
            {hasFailed && <p role="alert">The photos cannot be loaded. Reload the page to try again.</p>}
            {api !== undefined && <AlbumView api={api} />}
            {api === undefined && !isLoading && <KeyForm attempts={attempts} onKey={(key) => void load(key)} />}
        </>
    );
}
