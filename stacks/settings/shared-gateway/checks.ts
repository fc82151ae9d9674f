import { containerProblems, replicasProblems } from "../container-checks";
import type { Settings } from "../schema";
import { sharedGatewayName } from "./schema";

type Apis = Settings["apis"];
type Pages = NonNullable<Settings["pages"]>;

/** Checks the APIs and the page behind the shared gateway, and the gateway. */
export function checkShared({ apis = {}, pages = {}, sharedGateway }: Partial<Settings>): string[] {
    return [
        ...(sharedGateway ? replicasProblems(["sharedGateway"], sharedGateway) : []),
        ...checkPages(apis, pages),
        ...checkNames(apis, pages),
    ];
}

function checkPages(apis: Apis, pages: Pages): string[] {
    const names = Object.keys(pages);
    if (names.length === 0) return [];
    const isShared = Object.values(apis).some(({ exposure }) => exposure === "shared");
    return [
        ...Object.entries(pages).flatMap(([name, page]) => containerProblems(["pages", name], page)),
        ...(names.length === 1 ? [] : [`gatehouse:pages: got ${names.join(", ")}, want a single page`]),
        ...(isShared ? [] : ["gatehouse:pages: got a page without a gateway, want an API with exposure: shared too"]),
    ];
}

/** A setting, and the objects in the namespace that are created for it. */
interface Named {
    readonly path: string;
    /** Kind and name of each. */
    readonly objects: readonly string[];
}

// A namespace has one object of a kind and name. An API behind the gateway must not have the path of its health check either.
function checkNames(apis: Apis, pages: Pages): string[] {
    const ofApis = Object.entries(apis).map(([name, { exposure }]) => named(`apis.${name}`, name, exposure));
    const ofPages = Object.keys(pages).map((name) => named(`pages.${name}`, name, "shared"));
    const shared = Object.keys(apis).filter((name) => apis[name]?.exposure === "shared");
    if (shared.length === 0) return [];
    const all = [named("sharedGateway", sharedGatewayName, "own"), ...ofApis, ...ofPages];
    const clashes = all.flatMap(({ path, objects }, index) => {
        const before = all.slice(0, index);
        const [clash] = objects.flatMap((object) => {
            const other = before.find((one) => one.objects.includes(object));
            return other ? [`${object}, which gatehouse:${other.path} has`] : [];
        });
        return clash === undefined ? [] : [`gatehouse:${path}: got the ${clash}, want another name`];
    });
    const isHealthPath = shared.includes("healthz");
    return [
        ...clashes,
        ...(isHealthPath
            ? ["gatehouse:apis.healthz: got the path of the gateway's health check, want another name"]
            : []),
    ];
}

// As infra/backends/kubernetes names them.
function named(path: string, name: string, exposure: Apis[string]["exposure"]): Named {
    const [service, policy] = exposure === "own" ? [`${name}-lb`, name] : [name, `${name}-shared`];
    return { path, objects: [`Deployment "${name}"`, `Service "${service}"`, `NetworkPolicy "${policy}"`] };
}
