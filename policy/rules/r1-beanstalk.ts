import { type Finding, finding, undecidable } from "../finding";
import type { Plain, Resource } from "../resource";
import { readList, readString } from "../value";

/** Elastic Beanstalk's environments, and templates that environments take their settings from. */
export const beanstalkTypes: ReadonlySet<string> = new Set([
    "aws:elasticbeanstalk/environment:Environment",
    "aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate",
]);

const vpcNamespace = "aws:ec2:vpc";

/**
 * An environment makes a load balancer and machines that no preview shows; what decides is in its settings: the load
 * balancer's scheme is public unless `ELBScheme` says internal, and machines get public addresses unless told not to
 * (docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html).
 */
export function judgeBeanstalk(environment: Resource): Finding[] {
    const settings = readList(environment.props, "settings");
    if (settings.state === "unknown") return [undecidable(environment, settings)];
    const entries = settings.state === "known" ? settings.value : [];
    const isInternal = valuesOf(entries, "ELBScheme").every((value) => value === "internal");
    const isStated = valuesOf(entries, "ELBScheme").length > 0;
    const addresses = valuesOf(entries, "AssociatePublicIpAddress");
    const isUnaddressed = addresses.length > 0 && addresses.every((value) => value === "false");
    if (isStated && isInternal && isUnaddressed) return [];
    return [
        finding(environment, {
            found: `its settings of ${vpcNamespace} do not say that its load balancer and machines are private`,
            wanted: 'ELBScheme "internal" and AssociatePublicIpAddress "false"',
            change: `add both to settings with the namespace "${vpcNamespace}"`,
        }),
    ];
}

// A name that is not known may be any setting, and so be the last word on this one.
function valuesOf(entries: readonly Plain[], name: string): (string | undefined)[] {
    return entries.flatMap((entry) => {
        const namespace = readString(entry, "namespace");
        const own = readString(entry, "name");
        if (namespace.state === "known" && namespace.value !== vpcNamespace) return [];
        if (own.state === "known" && own.value !== name) return [];
        const value = readString(entry, "value");
        return [value.state === "known" && own.state === "known" ? value.value : undefined];
    });
}
