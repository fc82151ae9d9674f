import { type Finding, finding } from "../finding";
import { type Manifest, readManifest } from "./manifest";

const controllers: ReadonlySet<unknown> = new Set(["ingress.k8s.aws/alb", "eks.amazonaws.com/alb"]);

/** The class "alb", which makes an Ingress private, has to be that of a controller that reads the scheme. */
export function judgeIngressClass(manifest: Manifest): Finding[] {
    const { group, kind, patch, resource } = manifest;
    if (kind !== "IngressClass" || group !== "networking.k8s.io") return [];
    const name = readManifest(manifest, "metadata", "name");
    if (name.state === "absent" || (name.state === "known" && name.value !== "alb")) return [];
    const controller = readManifest(manifest, "spec", "controller");
    if (controller.state === "absent" && patch) return [];
    if (controller.state === "known" && controllers.has(controller.value)) return [];
    return [
        finding(resource, {
            found: 'it gives the class "alb" to a controller that is not shown to read the scheme of an Ingress',
            wanted: 'the controller "eks.amazonaws.com/alb" or "ingress.k8s.aws/alb" for the class "alb"',
            change: "set spec.controller to one of them, or give the class another name",
        }),
    ];
}
