import { z } from "zod";
import type { Authorizers } from "../authorizer";
import type { SecurityRequirement } from "../document";
import { apiKeyScheme, keySchemeForm } from "../key-requirement";
import type { Place } from "../problem";
import { credentialsBy, readAuthorization } from "./authorization";
import { isPublishableName } from "./parameters";
import type { DocumentSource } from "./source";

/** Security of an operation that does not mention it: a call needs an API key. */
export const apiKeyRequired: readonly SecurityRequirement[] = [{ [apiKeyScheme]: [] }];

/** The security schemes of the body: API Gateway reads the key from this header (developer guide, "API key source"). */
export const securitySchemes = { [apiKeyScheme]: { type: "apiKey", name: "x-api-key", in: "header" } } as const;

/** Where a call carries a credential that the backend checks; "unknown" where no header or query parameter holds it. */
export type Credential =
    | { readonly in: "header" | "query"; readonly name: string }
    | { readonly in: "unknown"; readonly scheme: string };

const credentialForm = z.union([
    z.object({ type: z.literal("apiKey"), in: z.enum(["header", "query"]), name: z.string() }),
    z.object({ type: z.literal("apiKey"), in: z.literal("cookie") }).transform(() => header("Cookie")),
    z.object({ type: z.enum(["http", "oauth2", "openIdConnect"]) }).transform(() => header("Authorization")),
]);

function header(name: string) {
    return { in: "header" as const, name };
}

/** The security of an operation: what the gateway requires, and what the backend requires beside it. */
export interface OperationSecurity {
    /** Absent: a call needs an API key. */
    readonly security?: readonly SecurityRequirement[];
    /** True if the document requires the API key in each alternative, beside the scheme of an authorizer. */
    readonly needsKeyAndToken?: true;
    readonly credentials: readonly Credential[];
    /** Whether the operation switches the backend's schemes off, which the document requires elsewhere. */
    readonly isOpen: boolean;
}

/** How the gateway checks the schemes of a document. */
export interface AuthorizationInput {
    /** Authorizers by the name of the scheme that each checks; those of other documents too. */
    readonly authorizers: Authorizers;
    /** Identifier of the resource server of scopes that name none. */
    readonly resourceServer: string;
}

/** The security schemes of a document. */
export class SecuritySchemes {
    private readonly credentials = new Map<string, readonly Credential[]>();
    private readonly hasKeyScheme: boolean;
    private readonly keySchemes = new Set<string>();
    /** Headers with the credentials of the operations that have been read. */
    readonly usedHeaders = new Set<string>();

    /** Reads the schemes, and reports as an adjustment that the backend checks each that is neither the API key nor an authorizer's. */
    constructor(
        private readonly source: DocumentSource,
        private readonly input: AuthorizationInput = { authorizers: {}, resourceServer: "" },
    ) {
        const declared = source.entriesOf(["components", "securitySchemes"]);
        for (const at of declared) {
            const name = String(at.at(-1));
            const target = source.follow(at) ?? at;
            const isKey = keySchemeForm.safeParse(source.valueAt(target)).success;
            const credential = this.credentialOf(name, target);
            if (isKey) this.keySchemes.add(name);
            if (Object.hasOwn(input.authorizers, name)) this.checkAuthorized(name, at, isKey ? undefined : credential);
            else if (!isKey) {
                this.credentials.set(name, [credential]);
                source.adjust(at, schemeChange(credential), "a scheme other than the gateway's API key");
            }
        }
        this.hasKeyScheme = declared.length > this.credentials.size;
    }

    /**
     * Reads the security of an operation; the document's root `security` counts where the operation has none.
     * The gateway requires its API key also where the backend requires a scheme. A list that is empty or contains `{}`
     * lets calls through without a key, which rule R4 reports; in a document whose schemes all belong to the backend it
     * is about these, and the key stays required.
     */
    read(operation: Place): OperationSecurity {
        const own = [...operation, "security"];
        const hasOwn = (this.source.valueAt(own) ?? null) !== null;
        const requirements = this.source.itemsOf(hasOwn ? own : ["security"]);
        const names = new Set(requirements.flatMap((requirement) => this.source.entriesOf(requirement).map(lastKey)));
        const credentials = [...names].flatMap((name) => this.credentialsOf(name));
        for (const credential of credentials) if (credential.in === "header") this.usedHeaders.add(credential.name);
        const authorization = readAuthorization(this.source, requirements, this.input);
        if (authorization !== undefined) {
            const security = [{ [apiKeyScheme]: [], [authorization.scheme]: authorization.scopes }];
            // An authorizer checks the calls of an empty alternative too.
            const alternatives = requirements.filter((requirement) => this.source.entriesOf(requirement).length > 0);
            const needsKey = alternatives.every((alternative) => this.hasKey(alternative));
            return { security, ...(needsKey && { needsKeyAndToken: true }), credentials, isOpen: false };
        }
        const isAboutBackend = this.credentials.size > 0 && !this.hasKeyScheme;
        const isOpen = hasOwn && isAboutBackend && credentials.length === 0;
        if (!hasOwn || isAboutBackend) return { credentials, isOpen };
        const security = requirements.map(
            (requirement): SecurityRequirement =>
                this.source.childrenOf(requirement).length === 0 ? {} : { [apiKeyScheme]: [] },
        );
        return { security, credentials, isOpen };
    }

    // One that the document does not declare is the gateway's by its name.
    private hasKey(requirement: Place): boolean {
        const names = this.source.entriesOf(requirement).map(lastKey);
        return names.some((name) => this.keySchemes.has(name) || (name === apiKeyScheme && !this.isDeclared(name)));
    }

    private isDeclared(name: string): boolean {
        return this.source.valueAt(["components", "securitySchemes", name]) !== undefined;
    }

    private credentialOf(scheme: string, at: Place): Credential {
        const { data } = credentialForm.safeParse(this.source.valueAt(at));
        return data !== undefined && isPublishableName(data.name) ? placeOf(data) : { in: "unknown", scheme };
    }

    // An authorizer reads the header of its settings, which is then not that of the document.
    private checkAuthorized(name: string, at: Place, credential: Credential | undefined): void {
        const { [name]: authorizer } = this.input.authorizers;
        if (authorizer === undefined) return;
        if (credential === undefined)
            this.source.report(at, `another scheme for \`gatehouse:authorizers.${name}\``, "the gateway's API key");
        const header = identityHeaderOf(authorizer);
        const isRead = credential?.in === "header" && credential.name.toLowerCase() === header?.toLowerCase();
        if (credential !== undefined && header !== undefined && !isRead) {
            const want = `a scheme with its credential in the header "${header}", which \`gatehouse:authorizers.${name}\` reads`;
            this.source.report(at, want, placeName(credential));
        }
        const own =
            credential === undefined || credential.in === "unknown" || authorizer.type === "iam" ? [] : [credential];
        const all = [...own, ...credentialsBy(name, authorizer)];
        this.credentials.set(name, all.length > 0 ? all : [{ in: "unknown", scheme: name }]);
    }

    private credentialsOf(name: string): readonly Credential[] {
        const known = this.credentials.get(name);
        if (known !== undefined) return known;
        return this.isDeclared(name) || name === apiKeyScheme ? [] : [{ in: "unknown", scheme: name }];
    }
}

function identityHeaderOf(authorizer: Authorizers[string]): string | undefined {
    if (authorizer.type === "iam" || authorizer.type === "jwt") return "Authorization";
    return "identityHeader" in authorizer ? authorizer.identityHeader : undefined;
}

function placeName(credential: Credential): string {
    if (credential.in === "unknown") return "a scheme whose credential is in no header";
    return `a scheme with its credential in the ${credential.in === "header" ? "header" : "query parameter"} "${credential.name}"`;
}

function placeOf(credential: z.output<typeof credentialForm>): Credential {
    return { in: credential.in, name: credential.name };
}

function schemeChange(credential: Credential): string {
    const common = "checked by the backend; the gateway requires its own API key as well";
    if (credential.in === "unknown") return `${common}, and does not cache GETs that need this scheme`;
    const place = credential.in === "header" ? "header" : "query parameter";
    return `${common}, passes the ${place} "${credential.name}" on, and keys cached responses by it`;
}

function lastKey(place: Place): string {
    return String(place.at(-1));
}
