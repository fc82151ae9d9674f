// Agents whose only purpose is to publish services through a third party's host.
const agent =
    /^(cloudflared|ngrok|inlets|frpc|localtunnel|localtonet|zrok|bore|rathole|pagekite|pinggy|playit|chisel|holesail|telebit|localxpose|loclx|pktriot|packetriot|tunnelto|webhookrelayd|pgrok|boringproxy|devtunnel|newt|wstunnel|tunnelmole|tmole)([-_].*)?$/;

/** Name of the tunnel's agent in an image, by the last part of its repository; undefined for other images. */
export const tunnelAgent = (image: string): string | undefined => agent.exec(nameOf(image))?.[1];

/** Whether an image is Tailscale's, which joins a private network and publishes only on request. */
export const isTailscale = (image: string): boolean => nameOf(image) === "tailscale";

// registry:5000/owner/name:tag@sha256:…
function nameOf(image: string): string {
    const whole = image.split("@", 1)[0] ?? "";
    return (whole.slice(whole.lastIndexOf("/") + 1).split(":", 1)[0] ?? "").toLowerCase();
}
