namespace SEFramework.Gateway.Hosting;

/// <summary>Lets requests stop the program.</summary>
public interface IGatewayLifetime
{
    /// <summary>Stops the program once what is under way is answered.</summary>
    /// <param name="restart">Whether it shall start again.</param>
    void Stop(bool restart);
}
