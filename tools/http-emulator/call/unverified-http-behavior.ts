/** Behaviour of HTTP APIs on which sources differ, or have nothing; each default is the choice least likely to hide a problem. */
export interface UnverifiedHttpBehavior {
    /**
     * Whether `/books/` is another path than `/books`. A user of 2023 needs a second route for a client that adds the slash
     * (storacha/w3infra#166); two testers found the same route (aws-powertools/powertools-lambda-python#1552, KensioSoftware/yulin).
     */
    readonly trailingSlash: "different" | "same";
    /**
     * Whether `%2F` separates segments like a slash, when a path is matched with routes. By users' reports, it does: a call gets 404 where
     * a variable would have to hold it, unless it is encoded twice (stackoverflow.com/q/69677023). In either case the backend gets a slash.
     */
    readonly encodedSlash: "separator" | "part of a segment";
    /** Whether the stage's throttle counts the calls of each route or of all routes that have no own one. */
    readonly stageThrottle: "each route" | "all routes";
    /**
     * Whether a call takes its token before its authorizer is asked, so that callers without a key use up the throttle. Another emulator
     * does so (KensioSoftware/yulin#950); for REST APIs the authorizer is first.
     */
    readonly throttle: "before authorizer" | "after authorizer";
    /** Whether errors of the gateway itself have CORS headers: AWS documents them for responses of integrations only. */
    readonly corsOnErrors: boolean;
    /** Which part of a URL the expression of a load balancer's `url-rewrite` is matched with. */
    readonly urlRewrite: "path" | "path and query";
}

/** The defaults. */
export const defaultHttpBehavior: UnverifiedHttpBehavior = {
    trailingSlash: "different",
    encodedSlash: "separator",
    stageThrottle: "each route",
    throttle: "before authorizer",
    corsOnErrors: false,
    urlRewrite: "path and query",
};
