// Before anything is painted: where the page's root is, and whether to begin light or dark.
(() => {
    const base = document.querySelector('base');
    // Relative until here, it must not move when the address changes.
    base.href = base.href;
    const cookie = 'finntelligence-scheme';
    const system = matchMedia('(prefers-color-scheme: dark)');
    // Without its last slash, so that the root itself is below it.
    const path = new URL(document.baseURI).pathname.replace(/\/$/, '');
    const keep = value => { document.cookie = `${cookie}=${value}; path=${path}; max-age=31536000; samesite=strict`; };
    // The connection of the page speaks the page's language, also where its request does not say one.
    document.cookie = `.AspNetCore.Culture=${encodeURIComponent(`c=${document.documentElement.lang}|uic=${document.documentElement.lang}`)}; path=${path}; samesite=strict`;
    const kept = () => document.cookie.split('; ').find(c => c.startsWith(`${cookie}=`))?.split('=')[1] ?? '';
    const asSystem = () => system.matches ? 'system-dark' : 'system-light';
    const drawn = document.documentElement.dataset.scheme;
    if (drawn !== 'light' && drawn !== 'dark' && drawn !== asSystem()) {
        keep(asSystem());
        // The server drew a light page and the system is dark, or the other way round: ask again, unless cookies are not kept.
        const isDark = drawn.endsWith('dark');
        if (isDark !== system.matches && kept() === asSystem())
            location.reload();
    }

    window.explorer = {
        // The case lies in the address, without a new entry of history for each letter.
        keepCase(query) {
            history.replaceState(history.state, '', location.pathname + query);
        },
        watchScheme(layout) {
            document.documentElement.dataset.connected = '';
            system.addEventListener('change', () => {
                if (kept() !== 'light' && kept() !== 'dark') {
                    keep(asSystem());
                    layout.invokeMethodAsync('SystemTurned', system.matches);
                }
            });
            return kept() === 'light' || kept() === 'dark' ? kept() : 'system';
        },
        chooseScheme(choice) {
            keep(choice === 'system' ? asSystem() : choice);
            return choice === 'dark' || (choice === 'system' && system.matches);
        },
    };
})();
