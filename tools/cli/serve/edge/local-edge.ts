import { randomUUID } from "node:crypto";
import { edgePathsOf } from "../../../../stacks/settings/edge/base-paths";
import type { EdgeSettings } from "../../../../stacks/settings/edge/schema";
import { Edge } from "../../../edge-emulator/edge";
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
    /** The gateway without firewalls. */
    readonly gateway: (request: GatewayRequest) => Promise<GatewayResponse>;
}

/** A stack's distribution and firewalls before the local gateway; they can be replaced while they serve. */
export class LocalEdge {
    // The counts of rate rules survive a change; the cache is emptied, as by an invalidation.
    private readonly counters = new RateCounters(Date.now);
    private edge: Edge | undefined;

    constructor(private readonly args: LocalEdgeArgs) {}

    /**
     * Replaces the edge that is served.
     * @returns where its parts are, for the introduction.
     * @throws {UsageError} if the stack has none, or no REST API.
     */
    publish(stack: Stack, { api, resources }: Pick<ServableStack, "api" | "resources">): EdgePlaces {
        const settings = requireEdge(stack);
        if (api === undefined) throw new Error(`stack "${stack.name}": its program created no REST API`);
        const { stages } = stack.settings;
        const read = readEdge(resources);
        if (read === undefined) throw new Error(`stack "${stack.name}": its program created no distribution`);
        const deployed = withOwnNames(read, settings, stack);
        const { country, log, gateway } = this.args;
        const { counters } = this;
        const edge = new Edge({
            ...{ edge: deployed, api, gateway, country, counters, log },
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
 * @throws {UsageError} if it has none, or one in front of an HTTP API, which cannot run here.
 */
export function requireEdge({ name, settings: { edge, apis } }: Pick<Stack, "name" | "settings">): EdgeSettings {
    if (edge === undefined)
        throw new UsageError([
            `"--edge": got stack "${name}", which has no distribution, want one with "gatehouse:edge"`,
        ]);
    if (Object.values(apis).some(({ publishedBy }) => publishedBy === "rest")) return edge;
    throw new UsageError([
        `"--edge": got stack "${name}", whose distribution is in front of an HTTP API, want one in front of a REST API, as no other runs here`,
    ]);
}

function hasOrigin({ distribution }: DeployedEdge, host: string): boolean {
    return distribution.origins.some(({ domainName }) => domainName === host);
}

// The stack came up with realistic names in place of placeholders, but a reader calls those of the stack's file.
function withOwnNames(edge: DeployedEdge, settings: EdgeSettings, { settings: { domain } }: Stack): DeployedEdge {
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
