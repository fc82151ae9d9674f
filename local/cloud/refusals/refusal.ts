import type { World } from "../model";
import type { PropertyMap } from "../property-values";

/** What is asked of the cloud when it may refuse. */
export interface RefusalRequest {
    /** Inputs of what is to be made or changed; outputs of what is to be deleted. */
    readonly properties: PropertyMap;
    /** Id of what is there already. */
    readonly id?: string;
}

/** One thing that a cloud refuses, and how it says so. */
export interface Refusal {
    /** What is refused, as a clause. */
    readonly what: string;
    /** Type of the resource that is asked for. */
    readonly type: string;
    readonly on: readonly ("create" | "update" | "delete")[];
    /** Where this is known from: an issue, or a page of documentation. */
    readonly source: string;
    /** Whether the words are the cloud's own, as the source has them; else they say the same in ours. */
    readonly verbatim: boolean;
    /** Whether the provider asks again for some minutes, so that only what stays refused fails. */
    readonly retried?: boolean;
    /** Whether AWS takes the call and what it makes fails afterwards: it stays, and is good for nothing. */
    readonly afterwards?: boolean;
    /** The refusal in words; undefined if there is none. */
    refuse(request: RefusalRequest, world: World): string | undefined;
}
