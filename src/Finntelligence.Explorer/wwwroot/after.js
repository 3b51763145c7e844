// Starts the page's connection, and gets it back when it is lost: where the service is a new one, the page is loaded anew from its address,
// which holds what was typed.
(() => {
    const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));
    const banner = document.createElement('div');
    banner.className = 'lost';
    banner.setAttribute('role', 'status');
    let lost = false;

    async function again() {
        for (let wait = 250; lost; wait = Math.min(wait * 2, 5000)) {
            try {
                if (await Blazor.reconnect()) {
                    up();
                    return;
                }
                // The service answers and does not know this page any more.
                location.reload();
                return;
            } catch {
                await pause(wait);
            }
        }
    }

    function down() {
        if (lost)
            return;
        lost = true;
        banner.textContent = document.documentElement.dataset.lost;
        document.body.append(banner);
        again();
    }

    function up() {
        lost = false;
        banner.remove();
    }

    document.addEventListener('click', event => {
        const link = event.target.closest?.('a');
        if (link?.matches('.skip')) {
            // Not by the address, which holds the case.
            event.preventDefault();
            document.getElementById('content').focus();
        } else if (link?.matches('.languages a')) {
            const back = location.href.slice(document.baseURI.length);
            link.href = `${link.href.split('&')[0]}&back=${encodeURIComponent(back)}`;
        }
    }, { capture: true });

    // Warnings and worse; that a page connected is no news.
    const warning = 3;
    // As long as the service waits for the browser.
    const silentFor = 60_000;
    Blazor.start({
        logLevel: warning,
        circuit: {
            logLevel: warning,
            configureSignalR: builder => builder.configureLogging(warning).withServerTimeout(silentFor),
            reconnectionHandler: { onConnectionDown: down, onConnectionUp: up },
        },
    });
})();
