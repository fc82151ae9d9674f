import { randomUUID } from "node:crypto";
import { edgePathsOf } from "../../../../stacks/settings/edge/base-paths";
import type { EdgeSettings } from "../../../../stacks/settings/edge/schema";
import { type ApiBehindEdge, Edge } from "../../../edge-emulator/edge";
import { RateCounters } from "../../../edge-emulator/firewall/rate-counters";
import { unevaluated } from "../../../edge-emulator/firewall/unevaluated";
import type { DeployedEdge } from "../../../edge-emulator/state/deployed-edge";
import { readEdge } from "../../../edge-emulator/state/read-edge";
import type { GatewayRequest, GatewayResponse } from "../../../gateway-emulator/http/message";
import type { Served } from "../../../gateway-emulator/served";
import type { Stack } from "../../project/project";
import { UsageError } from "../../terminal/usage-error";
import type { ServableStack } from "../bring-up";
import type { EdgePlaces } from "./edge-places";

/** How the edge of a stack is served. */
export interface LocalEdgeArgs {
    /** ISO code of the country of all viewers. Default: one that the edge permits. */
    readonly country: string | undefined;
    /** Whether headers of a response explain it. */
    readonly explains: boolean;
    /** Receives lines for the user. */
    readonly log: (line: string) => void;
    /** The stack's API without firewalls. */
    readonly gateway: (request: GatewayRequest) => Promise<GatewayResponse>;
}

/** A stack's distribution and firewalls in front of its API; they can be replaced while they serve. */
export class LocalEdge {
    // The counts of rate rules survive a change; the cache is emptied, as by an invalidation.
    private readonly counters = new RateCounters(Date.now);
    private edge: Edge | undefined;

    constructor(private readonly args: LocalEdgeArgs) {}

    /**
     * Replaces the edge that is served.
     * @returns where its parts are, for the introduction.
     * @throws {UsageError} if the stack has none.
     */
    publish(stack: Stack, servable: Pick<ServableStack, "api" | "http" | "resources">): EdgePlaces {
        const settings = requireEdge(stack);
        const behind = apiBehind(servable);
        if (behind === undefined) throw new Error(`stack "${stack.name}": its program created no API`);
        const { stages } = stack.settings;
        const read = readEdge(servable.resources);
        if (read === undefined) throw new Error(`stack "${stack.name}": its program created no distribution`);
        const deployed = withOwnNames(read, settings, domainOf(behind, stack));
        const { country, log, gateway } = this.args;
        const { counters } = this;
        const edge = new Edge({
            ...behind,
            ...{ edge: deployed, gateway, country, counters, log },
            clock: Date.now,
            newId: randomUUID,
        });
        this.edge = edge;
        const acls = [...(deployed.webAcl ? [deployed.webAcl] : []), ...Object.values(deployed.stageAcls)];
        return {
            name: settings.name,
            stagePaths: Object.fromEntries(
                Object.entries(edgePathsOf(settings.basePaths, Object.keys(stages))).map(([stage, path]) => [
                    stage,
                    `/${path}`,
                ]),
            ),
            cacheSeconds: behind.http === undefined ? undefined : (settings.httpCacheSeconds ?? 0),
            hasSite: Object.keys(deployed.buckets).some((host) => hasOrigin(deployed, host)),
            country: edge.country,
            blocksBursts: acls.some(({ rules }) =>
                rules.some(({ statement }) => statement.kind === "rate" && statement.limit < 5000),
            ),
            unevaluated: [...new Set(acls.flatMap(unevaluated))],
        };
    }

    /** Handles a request; undefined before an edge was published. */
    async serve(request: GatewayRequest): Promise<Served | undefined> {
        if (this.edge === undefined) return undefined;
        const { response, result } = await this.edge.serve(request);
        return { response: this.explained(response), cache: result === "Hit" ? "hit" : "off" };
    }

    private explained(response: GatewayResponse): GatewayResponse {
        const { explanation, headers } = response;
        if (!this.args.explains || explanation === undefined) return response;
        const reason = explanation.replaceAll(/[^\x20-\x7e]/g, "?");
        return { ...response, headers: [...headers, ["x-local-reason", reason]] };
    }
}

/**
 * The settings of a stack's distribution.
 * @throws {UsageError} if it has none.
 */
export function requireEdge({ name, settings: { edge } }: Pick<Stack, "name" | "settings">): EdgeSettings {
    if (edge !== undefined) return edge;
    throw new UsageError([`"--edge": got stack "${name}", which has no distribution, want one with "gatehouse:edge"`]);
}

// A distribution is in front of one of them, and the settings reject it beside both.
function apiBehind({ api, http }: Pick<ServableStack, "api" | "http">): ApiBehindEdge | undefined {
    if (http !== undefined) return { http };
    return api && { api };
}

function domainOf({ http }: ApiBehindEdge, { settings }: Stack): { readonly name: string } | undefined {
    return http === undefined ? settings.domain : settings.httpApi?.domain;
}

function hasOrigin({ distribution }: DeployedEdge, host: string): boolean {
    return distribution.origins.some(({ domainName }) => domainName === host);
}

// The stack came up with realistic names in place of placeholders, but a reader calls those of the stack's file.
function withOwnNames(
    edge: DeployedEdge,
    settings: EdgeSettings,
    domain: { readonly name: string } | undefined,
): DeployedEdge {
    const { distribution, buckets, mutualTlsDomains } = edge;
    const origins = distribution.origins.map((origin) => {
        const isAws = Object.hasOwn(buckets, origin.domainName) || origin.domainName.endsWith(".amazonaws.com");
        return isAws || domain === undefined ? origin : { ...origin, domainName: domain.name };
    });
    return {
        ...edge,
        distribution: { ...distribution, origins, aliases: [settings.name, ...settings.aliases] },
        mutualTlsDomains: domain === undefined ? mutualTlsDomains : mutualTlsDomains.map(() => domain.name),
    };
}
